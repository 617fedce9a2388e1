package io.fluxfill.dev.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import io.fluxfill.storage.ObjectStore;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.storage.StoredObject;
import io.fluxfill.waiting.Deadline;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One bucket in the memory of this process, and a server for the links to its objects. Objects of other buckets are S3's, if there
 * is an account for it. It does what {@link ObjectStore} says, signs its links, and no more.
 */
public final class LocalBucket implements ObjectStore, AutoCloseable {
    /** Its name. Whoever has a bucket of that name at AWS cannot reach it from {@code quarkus:dev}. */
    public static final String NAME = "quarkus-dev";

    private static final int MOST_BYTES = 100 << 20;
    private static final String EXPIRES = "expires";
    private static final String SIGNATURE = "signature";
    private static final String HEADERS = "headers";

    private final Map<String, Content> objects = new ConcurrentHashMap<>();
    private final byte[] secret = new byte[32];
    private final ObjectStore others;
    private final Clock clock;
    private final LoopbackServer server;

    private record Content(byte[] bytes, String contentType, Map<String, String> metadata) {}

    /**
     * Opens an empty one.
     *
     * @param port of the server for links; 0 for any that is free
     * @param others where objects of other buckets are
     * @throws IOException if the port is taken
     */
    public LocalBucket(int port, ObjectStore others, Clock clock) throws IOException {
        new SecureRandom().nextBytes(secret);
        this.others = others;
        this.clock = clock;
        this.server = LoopbackServer.open("bucket", port, MOST_BYTES, this::answer);
    }

    @Override
    public byte[] get(S3Location object, long maxBytes, Deadline deadline) throws StorageException {
        if (!isHere(object)) {
            return others.get(object, maxBytes, deadline);
        }
        Content content = objects.get(object.key());
        if (content == null) {
            throw new StorageException(Kind.REFUSED, "there is no such object or bucket");
        }
        if (content.bytes().length > maxBytes) {
            throw new StorageException(Kind.TOO_LARGE, "it has more than " + maxBytes + " bytes");
        }
        return content.bytes().clone();
    }

    @Override
    public Optional<StoredObject> find(S3Location object, Deadline deadline) throws StorageException {
        return isHere(object)
                ? Optional.ofNullable(objects.get(object.key()))
                        .map(content ->
                                new StoredObject(content.contentType(), content.bytes().length, content.metadata()))
                : others.find(object, deadline);
    }

    @Override
    public boolean putIfAbsent(
            S3Location object,
            Path file,
            String contentType,
            Map<String, String> metadata,
            byte[] sha256,
            Deadline deadline)
            throws StorageException {
        if (!isHere(object)) {
            return others.putIfAbsent(object, file, contentType, metadata, sha256, deadline);
        }
        try {
            Content content = new Content(Files.readAllBytes(file), contentType, Map.copyOf(metadata));
            return objects.putIfAbsent(object.key(), content) == null;
        } catch (IOException e) {
            throw new StorageException(Kind.UNAVAILABLE, "the file could not be read");
        }
    }

    @Override
    public URI linkForReading(S3Location object, Duration lifetime) throws StorageException {
        return isHere(object) ? link("GET", object.key(), Map.of(), lifetime) : others.linkForReading(object, lifetime);
    }

    @Override
    public URI linkForWriting(S3Location object, Map<String, String> headers, Duration lifetime)
            throws StorageException {
        return isHere(object)
                ? link("PUT", object.key(), headers, lifetime)
                : others.linkForWriting(object, headers, lifetime);
    }

    @Override
    public void close() {
        server.close();
    }

    private static boolean isHere(S3Location object) {
        return object.bucket().equals(NAME);
    }

    private URI link(String method, String key, Map<String, String> headers, Duration lifetime) {
        String path = "/" + NAME + "/"
                + URLEncoder.encode(key, UTF_8).replace("+", "%20").replace("%2F", "/");
        String expires = Long.toString(clock.instant().plus(lifetime).getEpochSecond());
        String signed = headers.keySet().stream()
                .sorted()
                .reduce((one, other) -> one + ";" + other)
                .orElse("");
        String signature = signature(method, key, expires, values(signed, headers::get));
        return URI.create(server.uri() + path + "?" + EXPIRES + "=" + expires + "&" + HEADERS + "="
                + signed.replace(";", "%3B") + "&" + SIGNATURE + "=" + signature);
    }

    private Reply answer(Request request) {
        Reply reply = request.method().equals("OPTIONS") ? Reply.empty(204) : answerSigned(request);
        // The page is another origin.
        return reply.with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Methods", "GET, HEAD, PUT")
                .with("Access-Control-Allow-Headers", "*");
    }

    private Reply answerSigned(Request request) {
        String prefix = "/" + NAME + "/";
        if (!request.path().startsWith(prefix)) {
            return Reply.text(404, "There is no such bucket.");
        }
        String key = URLDecoder.decode(request.path().substring(prefix.length()).replace("+", "%2B"), UTF_8);
        boolean writes = request.method().equals("PUT");
        String expires = request.parameter(EXPIRES).orElse("0");
        String headers = request.parameter(HEADERS).orElse("");
        String expected = signature(
                writes ? "PUT" : "GET",
                key,
                expires,
                values(headers, name -> request.header(name).orElse("")));
        byte[] given = request.parameter(SIGNATURE).orElse("").getBytes(UTF_8);
        if (!MessageDigest.isEqual(expected.getBytes(UTF_8), given)
                || Long.parseLong(expires) < clock.instant().getEpochSecond()) {
            return Reply.text(403, "The link is not for this, or no longer.");
        }
        if (writes) {
            String contentType = request.header("content-type").orElse("application/octet-stream");
            objects.put(key, new Content(request.body(), contentType, Map.of()));
            return Reply.empty(200);
        }
        Content content = objects.get(key);
        return content == null
                ? Reply.text(404, "There is no such object.")
                : Reply.of(200, content.contentType(), content.bytes());
    }

    private static String values(String names, UnaryOperator<String> value) {
        StringBuilder values = new StringBuilder();
        for (String name : names.split(";")) {
            values.append(name)
                    .append('=')
                    .append(name.isEmpty() ? "" : value.apply(name))
                    .append('\n');
        }
        return values.toString();
    }

    private String signature(String method, String key, String expires, String headers) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            String text = String.join("\n", method, key, expires, headers);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}

package io.fluxfill.testing;

import io.fluxfill.storage.ObjectStore;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.storage.StoredObject;
import io.fluxfill.waiting.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S3 as a map, for tests of what is asked of it; what S3 itself does is in {@code S3StoreTest}. */
public final class FakeStore implements ObjectStore {
    private final Map<S3Location, byte[]> contents = new HashMap<>();
    private final Map<S3Location, StoredObject> objects = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Clock clock;
    private StorageException trouble;
    private RuntimeException fault;
    private Error error;

    public FakeStore(Clock clock) {
        this.clock = clock;
    }

    /** Puts an object there without metadata. */
    public void put(String bucket, String key, byte[] content) {
        put(new S3Location(bucket, key), content, Map.of());
    }

    /** Puts an object there. */
    public void put(S3Location object, byte[] content, Map<String, String> metadata) {
        contents.put(object, content);
        objects.put(object, new StoredObject("image/png", content.length, metadata));
    }

    /** From now on every call fails. */
    public void fails(Kind kind, String message) {
        trouble = new StorageException(kind, message);
    }

    /** From now on every call ends in what it should never throw. */
    public void failsWith(RuntimeException unexpected) {
        fault = unexpected;
    }

    /** From now on every call ends in an error of the machine. */
    public void breaksWith(Error unexpected) {
        error = unexpected;
    }

    /** Every call works again. */
    public void recovers() {
        trouble = null;
    }

    /** What was asked, as {@code get s3://bucket/key}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** The content of an object. */
    public byte[] content(S3Location object) {
        return contents.get(object);
    }

    /** The metadata of an object. */
    public Map<String, String> metadata(S3Location object) {
        return objects.get(object).metadata();
    }

    @Override
    public byte[] get(S3Location object, long maxBytes, Deadline deadline) throws StorageException {
        note("get", object);
        if (!contents.containsKey(object)) {
            throw new StorageException(Kind.REFUSED, "there is no such object or bucket");
        }
        if (contents.get(object).length > maxBytes) {
            throw new StorageException(Kind.TOO_LARGE, "it has more than " + maxBytes + " bytes");
        }
        return contents.get(object);
    }

    @Override
    public Optional<StoredObject> find(S3Location object, Deadline deadline) throws StorageException {
        note("find", object);
        return Optional.ofNullable(objects.get(object));
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
        note("put", object);
        if (objects.containsKey(object)) {
            return false;
        }
        try {
            contents.put(object, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        objects.put(object, new StoredObject(contentType, contents.get(object).length, metadata));
        return true;
    }

    @Override
    public URI linkForReading(S3Location object, Duration lifetime) throws StorageException {
        note("link", object);
        return URI.create("https://" + object.bucket() + ".s3.example/" + object.key() + "?until="
                + clock.instant().plus(lifetime));
    }

    @Override
    public URI linkForWriting(S3Location object, Map<String, String> headers, Duration lifetime)
            throws StorageException {
        note("link for writing", object);
        return URI.create("https://" + object.bucket() + ".s3.example/" + object.key() + "?signed="
                + String.join(",", headers.keySet()) + "&until="
                + clock.instant().plus(lifetime));
    }

    private void note(String call, S3Location object) throws StorageException {
        calls.add(call + " " + object);
        if (error != null) {
            throw error;
        }
        if (fault != null) {
            throw fault;
        }
        if (trouble != null) {
            throw trouble;
        }
    }
}

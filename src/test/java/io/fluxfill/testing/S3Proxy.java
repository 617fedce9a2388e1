package io.fluxfill.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3 on this machine: S3Proxy as a process of its own, with its objects in memory. It checks signatures, their expiry, and
 * checksums, and honours conditional writes.
 */
public final class S3Proxy implements AutoCloseable {
    public static final String ACCESS_KEY = "AKIAPLANTED7D1F";
    public static final String SECRET_KEY = "plantedSecretAccessKey7d1f";
    public static final String REGION = "eu-central-1";

    private static final Path TOOLS = Path.of("target/test-tools");

    /** Where the function finds it; the tests' own client uses another name, and so can be told apart. */
    private static final String HOST_FOR_FUNCTION = "localhost";

    /** In S3Proxy's debug line for a request: method, host, bucket and key. */
    private static final Pattern REQUEST =
            Pattern.compile("\\{([A-Z]+)@[0-9a-f]+ http://([^/:]+):\\d+/([^/?\\s]+)/?([^?\\s]*)\\S* HTTP/1\\.1");

    private final Process process;
    private final URI endpoint;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private S3Proxy(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts an empty one on a free port, with the given buckets. */
    public static S3Proxy start(String... buckets) {
        try {
            URI endpoint = URI.create("http://127.0.0.1:" + freePort());
            Path properties = Files.createTempFile(TOOLS, "s3proxy-", ".properties");
            properties.toFile().deleteOnExit();
            Files.writeString(properties, """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=transient-nio2
                jclouds.identity=any
                jclouds.credential=any
                """.formatted(endpoint, ACCESS_KEY, SECRET_KEY));
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String jar = TOOLS.resolve("s3proxy.jar").toString();
            Process process = new ProcessBuilder(
                            java, "-Xmx256m", "-DLOG_LEVEL=debug", "-jar", jar, "--properties", properties.toString())
                    .redirectErrorStream(true)
                    .start();
            S3Proxy s3 = new S3Proxy(process, endpoint);
            Thread reader = new Thread(s3::read, "s3proxy-log");
            reader.setDaemon(true);
            reader.start();
            s3.started.get(60, TimeUnit.SECONDS);
            try (S3Client client = s3.client()) {
                for (String bucket : buckets) {
                    client.createBucket(request -> request.bucket(bucket));
                }
            }
            return s3;
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not start", e);
        }
    }

    /** {@code http://127.0.0.1:PORT}, for tests. */
    public URI endpoint() {
        return endpoint;
    }

    /** {@code http://localhost:PORT}, for the function: calls to it are noted as {@link AwsCalls}. */
    public URI endpointForFunction() {
        return URI.create("http://" + HOST_FOR_FUNCTION + ":" + endpoint.getPort());
    }

    /** What points the function at it, as environment variables. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_S3", endpointForFunction().toString(),
                "AWS_ACCESS_KEY_ID", ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", SECRET_KEY,
                "AWS_REGION", REGION);
    }

    /** A client of the tests' own. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher request = REQUEST.matcher(line);
                if (request.find()) {
                    note(request.group(1), request.group(2), request.group(3), request.group(4));
                } else if (line.contains("Started") && line.contains("ServerConnector")) {
                    started.complete(null);
                }
            }
        } catch (IOException e) {
            // It was closed.
        }
        started.completeExceptionally(new IOException("the process has ended"));
    }

    private static void note(String method, String host, String bucket, String key) {
        if (host.equals(HOST_FOR_FUNCTION)) {
            AwsCalls.note(action(method), "arn:aws:s3:::" + bucket + "/" + key);
        }
    }

    /** What S3 asks a role for. */
    private static String action(String method) {
        return switch (method) {
            case "GET", "HEAD" -> "s3:GetObject";
            case "PUT" -> "s3:PutObject";
            default -> "s3:" + method;
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

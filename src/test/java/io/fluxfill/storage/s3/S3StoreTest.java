package io.fluxfill.storage.s3;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.fluxfill.aws.AwsEnvironment;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.storage.StoredObject;
import io.fluxfill.testing.RawServer;
import io.fluxfill.testing.S3Proxy;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Time;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What is really said to S3, here S3Proxy. */
class S3StoreTest {
    private static final String BUCKET = "the-bucket";
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static S3Proxy s3;
    private static S3Client client;

    @TempDir
    Path folder;

    private S3Store store = store(s3.endpoint().toString());
    private final Deadline soon = Deadline.in(Duration.ofSeconds(30), System::nanoTime);

    @BeforeAll
    static void start() {
        s3 = S3Proxy.start(BUCKET);
        client = s3.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        s3.close();
    }

    @Test
    void an_object_is_read() throws StorageException {
        put("a/b c.png", CONTENT);

        assertThat(store.get(object("a/b c.png"), 5, soon)).isEqualTo(CONTENT);
    }

    @Test
    void an_object_larger_than_allowed_is_not_read() {
        put("large", CONTENT);

        assertThat(failure(() -> store.get(object("large"), 4, soon)))
                .returns(Kind.TOO_LARGE, StorageException::kind)
                .hasMessage("it has more than 4 bytes");
    }

    @Test
    void an_object_or_a_bucket_that_is_not_there_cannot_be_read() {
        assertThat(failure(() -> store.get(object("nowhere"), 4, soon)))
                .returns(Kind.REFUSED, StorageException::kind)
                .hasMessage("there is no such object or bucket");
        assertThat(failure(() -> store.get(new S3Location("no-bucket", "a"), 4, soon)))
                .returns(Kind.REFUSED, StorageException::kind);
    }

    @Test
    void nothing_is_asked_when_no_time_is_left() {
        Deadline now = Deadline.in(Duration.ZERO, System::nanoTime);

        assertThat(failure(() -> store.get(object("a"), 4, now)))
                .returns(Kind.UNAVAILABLE, StorageException::kind)
                .hasMessage("S3 could not be asked (there was no time left)");
    }

    @Test
    void an_object_is_written_with_its_type_and_metadata() throws Exception {
        Map<String, String> metadata = Map.of("id", "abc", "seed", "7");

        boolean written = store.putIfAbsent(object("new.png"), file(), "image/png", metadata, sha256(CONTENT), soon);

        assertThat(written).isTrue();
        assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key("new.png"))
                        .asByteArray())
                .isEqualTo(CONTENT);
        assertThat(store.find(object("new.png"), soon)).contains(new StoredObject("image/png", 5, metadata));
    }

    @Test
    void an_object_that_is_there_is_never_overwritten() throws Exception {
        put("there", new byte[] {9});

        boolean written = store.putIfAbsent(object("there"), file(), "image/png", Map.of(), sha256(CONTENT), soon);

        assertThat(written).isFalse();
        assertThat(store.get(object("there"), 5, soon)).containsExactly(9);
    }

    @Test
    void a_file_that_is_not_what_its_sha256_says_is_not_taken() {
        assertThat(failure(() -> store.putIfAbsent(
                        object("wrong"), file(), "image/png", Map.of(), sha256(new byte[] {9}), soon)))
                .returns(Kind.REFUSED, StorageException::kind);
        assertThat(failure(() -> store.get(object("wrong"), 5, soon))).returns(Kind.REFUSED, StorageException::kind);
    }

    @Test
    void what_is_not_there_is_not_found() throws StorageException {
        assertThat(store.find(object("nowhere"), soon)).isEmpty();
    }

    @Test
    void whoever_has_a_link_may_read_the_object() throws Exception {
        put("linked", CONTENT);
        URI link = store.linkForReading(object("linked"), Duration.ofMinutes(1));

        assertThat(HTTP.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(CONTENT);
    }

    @Test
    void a_link_is_good_for_its_object_only() throws Exception {
        put("linked", CONTENT);
        put("other", CONTENT);
        String link =
                store.linkForReading(object("linked"), Duration.ofMinutes(1)).toString();

        HttpRequest forged = HttpRequest.newBuilder(URI.create(link.replace("/linked?", "/other?")))
                .build();

        assertThat(HTTP.send(forged, BodyHandlers.discarding()).statusCode()).isEqualTo(403);
    }

    @Test
    void whoever_has_a_link_for_writing_may_put_the_object() throws Exception {
        URI link = store.linkForWriting(object("uploaded"), Map.of(), Duration.ofMinutes(1));

        HttpRequest put = HttpRequest.newBuilder(link)
                .PUT(BodyPublishers.ofByteArray(CONTENT))
                .build();

        assertThat(HTTP.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        assertThat(store.get(object("uploaded"), 5, soon)).isEqualTo(CONTENT);
    }

    @Test
    void a_link_for_writing_asks_for_nothing_that_a_plain_client_does_not_send() throws StorageException {
        Map<String, String> headers = Map.of("content-type", "image/png", "content-length", "5");

        String query = store.linkForWriting(object("a"), headers, Duration.ofMinutes(1))
                .getQuery();

        assertThat(query)
                .contains("X-Amz-SignedHeaders=content-length;content-type;host", "X-Amz-Expires=60")
                .doesNotContain("checksum");
    }

    @Test
    void an_upload_must_carry_the_headers_that_its_link_is_signed_for() throws Exception {
        Map<String, String> headers = Map.of("content-type", "image/png", "content-length", "5");
        URI link = store.linkForWriting(object("typed"), headers, Duration.ofMinutes(1));

        assertThat(upload(link, "image/jpeg", CONTENT)).isEqualTo(403);
        assertThat(upload(link, "image/png", new byte[6])).isEqualTo(403);
        assertThat(upload(link, "image/png", CONTENT)).isEqualTo(200);
    }

    @Test
    void an_endpoint_that_cannot_be_reached_may_be_tried_again() {
        assertThat(failure(() -> store("http://127.0.0.1:1").get(object("a"), 4, soon)))
                .returns(Kind.UNAVAILABLE, StorageException::kind)
                .hasMessage("S3 could not be asked (ConnectException)");
    }

    @Nested
    class Trouble {
        private final WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());

        @BeforeEach
        void start() {
            server.start();
            store = store(server.baseUrl());
        }

        @AfterEach
        void stop() {
            server.stop();
        }

        @ParameterizedTest(name = "{0}: {1}, {2}")
        @CsvSource({
            "301, REFUSED, the bucket is in another region than the function",
            "307, REFUSED, the bucket is in another region than the function",
            "400, REFUSED, S3 answered HTTP 400",
            "403, REFUSED, 'there is no such object, or no permission for it (HTTP 403)'",
            "404, REFUSED, there is no such object or bucket",
            "409, UNAVAILABLE, another write by this name was under way",
            "429, UNAVAILABLE, S3 answered HTTP 429",
            "503, UNAVAILABLE, S3 answered HTTP 503"
        })
        void an_answer_says_whether_asking_again_makes_sense(int status, Kind kind, String message) {
            server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));

            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> store.get(object("a"), 5, soon),
                    () -> store.putIfAbsent(object("a"), file(), "image/png", Map.of(), sha256(CONTENT), soon))) {
                assertThat(failure(call)).returns(kind, StorageException::kind).hasMessage(message);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {403, 404})
        void an_object_that_may_not_be_seen_is_not_found(int status) throws StorageException {
            server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));

            assertThat(store.find(object("a"), soon)).isEmpty();
        }

        @Test
        void what_is_there_is_told_by_412() throws Exception {
            server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(412)));

            assertThat(store.putIfAbsent(object("a"), file(), "image/png", Map.of(), sha256(CONTENT), soon))
                    .isFalse();
            server.verify(1, putRequestedFor(anyUrl()).withHeader("If-None-Match", equalTo("*")));
        }

        @Test
        void a_write_that_meets_another_is_tried_once_more() throws Exception {
            server.stubFor(any(anyUrl())
                    .inScenario("writes")
                    .willReturn(aResponse().withStatus(409))
                    .willSetStateTo("written"));
            server.stubFor(any(anyUrl())
                    .inScenario("writes")
                    .whenScenarioStateIs("written")
                    .willReturn(aResponse().withStatus(412)));

            assertThat(store.putIfAbsent(object("a"), file(), "image/png", Map.of(), sha256(CONTENT), soon))
                    .isFalse();
        }

        @Test
        void an_object_that_drips_is_read_no_longer_than_allowed() {
            server.stubFor(any(anyUrl())
                    .willReturn(aResponse().withBody("x".repeat(1000)).withChunkedDribbleDelay(500, 60_000)));
            Deadline end = Deadline.in(Duration.ofMillis(300), System::nanoTime);

            assertThat(failure(() -> store.get(object("a"), 10_000, end)))
                    .returns(Kind.UNAVAILABLE, StorageException::kind);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 30\r\n", ""})
    void an_object_that_does_not_come_whole_is_not_taken_for_one(String length) throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("HTTP/1.1 200 OK\r\n" + length + "\r\nshort"))) {
            assertThat(failure(() -> store(server.url()).get(object("a"), 100, soon)))
                    .returns(Kind.UNAVAILABLE, StorageException::kind);
        }
    }

    @Test
    void a_write_whose_connection_turns_out_to_be_dead_is_tried_once_more() throws Exception {
        try (RawServer dead = new RawServer(RawServer.RESET_UNREAD)) {
            assertThat(failure(() -> store(dead.url())
                            .putIfAbsent(object("a"), file(), "image/png", Map.of(), sha256(CONTENT), soon)))
                    .returns(Kind.UNAVAILABLE, StorageException::kind)
                    .hasMessageStartingWith("S3 could not be asked (");
            assertThat(dead.connections()).isGreaterThan(1);
        }
    }

    /** S3 as it is at some place, with pauses that take no time. */
    static S3Store store(String endpoint) {
        Map<String, String> environment = Map.of(
                "AWS_ENDPOINT_URL_S3", endpoint,
                "AWS_REGION", S3Proxy.REGION,
                "AWS_ACCESS_KEY_ID", S3Proxy.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", S3Proxy.SECRET_KEY);
        Time time = new Time(Clock.systemUTC(), System::nanoTime, pause -> {}, () -> 0);
        return new S3Store(true, AwsEnvironment.of(environment), new ObjectMapper(), time);
    }

    private static int upload(URI link, String contentType, byte[] content) throws IOException, InterruptedException {
        HttpRequest put = HttpRequest.newBuilder(link)
                .header("Content-Type", contentType)
                .PUT(BodyPublishers.ofByteArray(content))
                .build();
        return HTTP.send(put, BodyHandlers.discarding()).statusCode();
    }

    private static StorageException failure(ThrowingCallable call) {
        return catchThrowableOfType(StorageException.class, call);
    }

    private static S3Location object(String key) {
        return new S3Location(BUCKET, key);
    }

    private static void put(String key, byte[] content) {
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    private Path file() throws IOException {
        return Files.write(folder.resolve("file"), CONTENT);
    }

    private static byte[] sha256(byte[] content) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }
}

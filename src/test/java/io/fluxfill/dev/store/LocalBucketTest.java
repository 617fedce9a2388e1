package io.fluxfill.dev.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.StoredObject;
import io.fluxfill.testing.FakeStore;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.waiting.Deadline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBucketTest {
    private static final S3Location OBJECT = new S3Location(LocalBucket.NAME, "pictures/a b.png");
    private static final byte[] CONTENT = {1, 2, 3};
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeTime time = new FakeTime();
    private final FakeStore s3 = new FakeStore(time);
    private final HttpClient http = HttpClient.newHttpClient();
    private LocalBucket bucket;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        bucket = new LocalBucket(0, s3, time);
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void an_object_is_kept_with_what_belongs_to_it_and_not_overwritten() throws Exception {
        assertThat(put()).isTrue();
        assertThat(put()).isFalse();

        assertThat(bucket.get(OBJECT, 3, soon())).isEqualTo(CONTENT);
        assertThat(bucket.find(OBJECT, soon())).contains(new StoredObject("image/png", 3, Map.of("id", "a")));
        assertThat(bucket.find(new S3Location(LocalBucket.NAME, "b"), soon())).isEmpty();
        assertThatThrownBy(() -> bucket.get(OBJECT, 2, soon())).isInstanceOf(StorageException.class);
    }

    @Test
    void a_link_is_good_for_reading_its_object_and_for_its_time() throws Exception {
        put();
        URI link = bucket.linkForReading(OBJECT, MINUTE);

        assertThat(get(link).body()).isEqualTo(CONTENT);
        assertThat(get(link).headers().firstValue("content-type")).contains("image/png");
        assertThat(get(URI.create(link.toString().replace("a%20b", "other"))).statusCode())
                .isEqualTo(403);
        assertThat(http.send(
                                HttpRequest.newBuilder(link)
                                        .PUT(BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
        time.advance(MINUTE.plusSeconds(1));
        assertThat(get(link).statusCode()).isEqualTo(403);
    }

    @Test
    void an_upload_must_carry_the_headers_that_its_link_is_for() throws Exception {
        URI link = bucket.linkForWriting(OBJECT, Map.of("content-type", "image/png", "content-length", "3"), MINUTE);

        assertThat(upload(link, "image/jpeg")).isEqualTo(403);
        assertThat(upload(link, "image/png")).isEqualTo(200);
        assertThat(bucket.get(OBJECT, 3, soon())).isEqualTo(CONTENT);
    }

    @Test
    void objects_of_other_buckets_are_s3s() throws Exception {
        s3.put("another", "a", CONTENT);

        assertThat(bucket.get(new S3Location("another", "a"), 3, soon())).isEqualTo(CONTENT);
    }

    private boolean put() throws Exception {
        Path file = Files.write(folder.resolve("file"), CONTENT);
        return bucket.putIfAbsent(OBJECT, file, "image/png", Map.of("id", "a"), new byte[32], soon());
    }

    private HttpResponse<byte[]> get(URI link) throws Exception {
        return http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray());
    }

    private int upload(URI link, String contentType) throws Exception {
        HttpRequest put = HttpRequest.newBuilder(link)
                .header("Content-Type", contentType)
                .PUT(BodyPublishers.ofByteArray(CONTENT))
                .build();
        return http.send(put, BodyHandlers.discarding()).statusCode();
    }

    private Deadline soon() {
        return Deadline.in(MINUTE, time);
    }
}

package io.fluxfill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.PictureSource;
import io.fluxfill.rules.PictureSource.NotFetchedException;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.testing.FakeStore;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3PicturesTest {
    private final FakeTime time = new FakeTime();
    private final FakeStore store = new FakeStore(time);
    private final PictureSource pictures = new S3Pictures(
                    store, object -> object.bucket().equals("mine"), 3)
            .until(Deadline.in(Duration.ofSeconds(5), time));

    @Test
    void a_picture_comes_in_base64() throws NotFetchedException {
        store.put("mine", "a/b.png", new byte[] {1, 2, 3});

        assertThat(pictures.fetch("s3://mine/a/b.png")).isEqualTo(Utf8.of("AQID"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "s3://, S3 has no buckets with such a name",
        "s3://mine, the key is missing",
        "s3://mine/a/, a key that ends in a slash is a folder's",
        "s3://mine/../other/a, . and .. are not resolved",
        "s3://mine//a.png, a slash too many stands after the bucket",
        "s3://Mine/a.png, names of buckets have no capital letters",
    })
    void a_location_that_is_none_is_refused_with_the_reason_and_without_asking_s3(String location, String reason) {
        assertThatThrownBy(() -> pictures.fetch(location))
                .isInstanceOf(NotFetchedException.class)
                .hasMessage("must be s3://bucket/key: " + reason);
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void an_object_that_is_not_allowed_is_refused_without_asking_s3() {
        store.put("theirs", "a.png", new byte[] {1});

        assertThatThrownBy(() -> pictures.fetch("s3://theirs/a.png"))
                .isInstanceOf(NotFetchedException.class)
                .hasMessage("must be where this endpoint takes pictures from");
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void an_object_that_is_not_there_is_a_fault_of_the_request() {
        assertThatThrownBy(() -> pictures.fetch("s3://mine/a.png"))
                .isInstanceOf(NotFetchedException.class)
                .hasMessage("could not be fetched: there is no such object or bucket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://mine/my%20photo.png", "s3://mine/%c3%bc.png", "s3://mine/my+photo.png"})
    void a_key_that_is_not_there_and_looks_url_encoded_is_told_so(String location) {
        assertThatThrownBy(() -> pictures.fetch(location))
                .isInstanceOf(NotFetchedException.class)
                .hasMessage("could not be fetched: there is no such object or bucket;"
                        + " its key looks URL-encoded, write it as it is");
    }

    @Test
    void a_percent_sign_alone_does_not_look_url_encoded() {
        assertThatThrownBy(() -> pictures.fetch("s3://mine/100%.png"))
                .hasMessage("could not be fetched: there is no such object or bucket");
    }

    @Test
    void a_key_that_looks_url_encoded_and_is_there_is_fetched() throws NotFetchedException {
        store.put("mine", "my%20photo+1.png", new byte[] {1, 2, 3});

        assertThat(pictures.fetch("s3://mine/my%20photo+1.png")).isEqualTo(Utf8.of("AQID"));
    }

    @Test
    void a_key_that_looks_url_encoded_is_not_to_blame_for_the_size() {
        store.put("mine", "a%20b.png", new byte[4]);

        assertThatThrownBy(() -> pictures.fetch("s3://mine/a%20b.png"))
                .hasMessage("could not be fetched: it has more than 3 bytes");
    }

    @Test
    void an_object_that_is_too_large_is_a_fault_of_the_request() {
        store.put("mine", "a.png", new byte[4]);

        assertThatThrownBy(() -> pictures.fetch("s3://mine/a.png"))
                .isInstanceOf(NotFetchedException.class)
                .hasMessage("could not be fetched: it has more than 3 bytes");
    }

    @Test
    void trouble_at_s3_is_no_fault_of_the_request_and_may_be_tried_again() {
        store.fails(Kind.UNAVAILABLE, "S3 answered HTTP 503");

        assertThatThrownBy(() -> pictures.fetch("s3://mine/a.png"))
                .isInstanceOf(FluxFillException.class)
                .hasToString("FluxFill.Unavailable: A picture could not be fetched: S3 answered HTTP 503."
                        + " Nothing was sent to BFL.");
    }
}

package io.fluxfill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.PictureSource;
import io.fluxfill.rules.PictureSource.NotFetchedException;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @ParameterizedTest
    @ValueSource(strings = {"s3://", "s3://mine", "s3://mine/a/", "s3://mine/../other/a"})
    void a_location_that_is_none_is_refused_without_asking_s3(String location) {
        assertThatThrownBy(() -> pictures.fetch(location))
                .isInstanceOf(NotFetchedException.class)
                .hasMessage("must be s3://bucket/key");
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

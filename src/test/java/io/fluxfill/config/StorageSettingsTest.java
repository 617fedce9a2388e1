package io.fluxfill.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.storage.S3Location;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StorageSettingsTest {

    @Test
    void http_callers_may_name_pictures_in_the_named_buckets_only() {
        assertThat(settings().allowsHttpInput(object("mine", "a"))).isFalse();
        assertThat(settings("mine").allowsHttpInput(object("mine", "a"))).isTrue();
        assertThat(settings("mine").allowsHttpInput(object("theirs", "a"))).isFalse();
    }

    @Test
    void direct_callers_may_name_pictures_anywhere_unless_buckets_are_named() {
        assertThat(settings().allowsDirectInput(object("any", "a"))).isTrue();
        assertThat(settings("mine").allowsDirectInput(object("mine", "a"))).isTrue();
        assertThat(settings("mine").allowsDirectInput(object("any", "a"))).isFalse();
    }

    @Test
    void uploads_may_be_named_without_naming_their_bucket_again() {
        assertThat(settings().allowsHttpInput(object("uploads", "in/a"))).isTrue();
        assertThat(settings().allowsHttpInput(object("uploads", "other/a"))).isFalse();
        assertThat(settings("mine").allowsDirectInput(object("uploads", "in/a")))
                .isTrue();
    }

    @Test
    void http_callers_may_never_name_finished_pictures() {
        assertThat(settings("results").allowsHttpInput(object("results", "pictures/a")))
                .isFalse();
        assertThat(settings("results").allowsHttpInput(object("results", "a"))).isTrue();
        assertThat(settings("results").allowsDirectInput(object("results", "pictures/a")))
                .isTrue();
    }

    private static S3Location object(String bucket, String key) {
        return new S3Location(bucket, key);
    }

    private static StorageSettings settings(String... inputBuckets) {
        return new StorageSettings(
                Optional.of(new S3Location("results", "pictures")),
                Optional.of(new S3Location("uploads", "in")),
                Set.of(inputBuckets),
                1,
                false,
                false);
    }
}

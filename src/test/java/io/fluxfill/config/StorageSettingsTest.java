package io.fluxfill.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.storage.S3Location;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StorageSettingsTest {

    @Test
    void http_callers_may_name_pictures_in_the_named_buckets_only() {
        assertThat(settings().allowsHttpInput("mine")).isFalse();
        assertThat(settings("mine").allowsHttpInput("mine")).isTrue();
        assertThat(settings("mine").allowsHttpInput("theirs")).isFalse();
    }

    @Test
    void direct_callers_may_name_pictures_anywhere_unless_buckets_are_named() {
        assertThat(settings().allowsDirectInput("any")).isTrue();
        assertThat(settings("mine").allowsDirectInput("mine")).isTrue();
        assertThat(settings("mine").allowsDirectInput("any")).isFalse();
    }

    @Test
    void uploads_may_be_named_without_naming_their_bucket_again() {
        assertThat(settings().allowsHttpInput("uploads")).isTrue();
        assertThat(settings("mine").allowsDirectInput("uploads")).isTrue();
    }

    private static StorageSettings settings(String... inputBuckets) {
        return new StorageSettings(
                Optional.of(new S3Location("results", "")),
                Optional.of(new S3Location("uploads", "in")),
                Set.of(inputBuckets),
                1,
                false);
    }
}

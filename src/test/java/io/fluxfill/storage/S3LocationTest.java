package io.fluxfill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "s3://bucket/key, bucket, key",
        "S3://bucket/a/b c.png, bucket, a/b c.png",
        "s3://my.bucket-1/ü?x=1#y, my.bucket-1, ü?x=1#y",
        "s3://bucket/a//b, bucket, a//b",
        "s3://bucket/..a/b.., bucket, ..a/b.."
    })
    void an_object_has_a_bucket_and_a_key(String text, String bucket, String key) {
        assertThat(S3Location.object(text)).contains(new S3Location(bucket, key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket", "s3://bucket/", "s3://bucket/folder/"})
    void a_folder_is_no_object(String text) {
        assertThat(S3Location.object(text)).isEmpty();
        assertThat(S3Location.folder(text)).isPresent();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "s3://bucket, bucket, ''",
        "s3://bucket/, bucket, ''",
        "s3://bucket/a, bucket, a",
        "s3://bucket/a/b//, bucket, a/b"
    })
    void a_folder_may_be_a_whole_bucket_and_end_with_slashes(String text, String bucket, String key) {
        assertThat(S3Location.folder(text)).contains(new S3Location(bucket, key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3:",
                "s3://",
                "s3:///key",
                "s3:/bucket/key",
                " s3://bucket/key",
                "https://bucket/key",
                "s3://ab/key",
                "s3://Bucket/key",
                "s3://bucket_1/key",
                "s3://-bucket/key",
                "s3://bucket:9000/key",
                "s3://user@bucket/key",
                "s3://bucket//key",
                "s3://bucket/..",
                "s3://bucket/../other/key",
                "s3://bucket/a/./b",
                "s3://bucket/a/..",
                "s3://bucket/a\nb",
                "s3://bucket/a\u0000"
            })
    void a_uri_that_could_mean_something_else_names_no_object_and_no_folder(String text) {
        assertThat(S3Location.object(text)).isEmpty();
        assertThat(S3Location.folder(text)).isEmpty();
    }

    @Test
    void a_key_has_at_most_1024_bytes() {
        assertThat(S3Location.object("s3://bucket/" + "ü".repeat(512))).isPresent();
        assertThat(S3Location.object("s3://bucket/" + "ü".repeat(512) + "a")).isEmpty();
    }

    @Test
    void a_folder_leaves_room_for_the_names_of_objects() {
        assertThat(S3Location.folder("s3://bucket/" + "ü".repeat(384) + "/")).isPresent();
        assertThat(S3Location.folder("s3://bucket/" + "ü".repeat(384) + "a")).isEmpty();
    }

    @Test
    void a_folder_contains_what_is_below_it() {
        S3Location folder = new S3Location("bucket", "a");

        assertThat(folder.contains(new S3Location("bucket", "a/b/c"))).isTrue();
        assertThat(folder.contains(new S3Location("bucket", "ab"))).isFalse();
        assertThat(folder.contains(new S3Location("other", "a/b"))).isFalse();
        assertThat(new S3Location("bucket", "").contains(new S3Location("bucket", "a")))
                .isTrue();
    }

    @Test
    void a_bucket_has_3_to_63_characters() {
        assertThat(S3Location.object("s3://abc/key")).isPresent();
        assertThat(S3Location.object("s3://" + "a".repeat(63) + "/key")).isPresent();
        assertThat(S3Location.object("s3://" + "a".repeat(64) + "/key")).isEmpty();
    }

    @Test
    void a_child_is_an_object_in_the_folder() {
        assertThat(new S3Location("bucket", "a/b").child("c.png")).hasToString("s3://bucket/a/b/c.png");
        assertThat(new S3Location("bucket", "").child("c.png")).hasToString("s3://bucket/c.png");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "https://bucket.s3.amazonaws.com/key, must be s3://bucket/key",
        "s3://Bucket/key, must be s3://bucket/key: names of buckets have no capital letters",
        "s3://bucket_1/key, must be s3://bucket/key: S3 has no buckets with such a name",
        "s3://bucket, must be s3://bucket/key: the key is missing",
        "s3://bucket/a/, must be s3://bucket/key: a key that ends in a slash is a folder's",
        "s3://bucket//key, must be s3://bucket/key: a slash too many stands after the bucket",
        "s3://bucket/a/../b, must be s3://bucket/key: . and .. are not resolved",
        "'s3://bucket/a\nb', must be s3://bucket/key: there are control characters in it",
    })
    void the_mistake_in_a_uri_that_names_no_object_is_told(String text, String rule) {
        assertThat(S3Location.objectMistake(text)).contains(rule);
    }

    @Test
    void a_key_that_is_too_long_is_told_as_such() {
        assertThat(S3Location.objectMistake("s3://bucket/" + "a".repeat(1025)))
                .contains("must be s3://bucket/key: the key is too long");
        assertThat(S3Location.folderMistake("s3://bucket/" + "a".repeat(769)))
                .contains("must be s3://bucket/prefix: the prefix is too long");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "bucket/prefix, must be s3://bucket/prefix",
        "s3://Bucket, must be s3://bucket/prefix: names of buckets have no capital letters",
        "s3://bucket//a, must be s3://bucket/prefix: a slash too many stands after the bucket",
    })
    void the_mistake_in_a_uri_that_names_no_folder_is_told(String text, String rule) {
        assertThat(S3Location.folderMistake(text)).contains(rule);
    }

    @Test
    void a_uri_that_names_an_object_or_a_folder_has_no_mistake() {
        assertThat(S3Location.objectMistake("s3://bucket/a b+c%20.png")).isEmpty();
        assertThat(S3Location.folderMistake("s3://bucket/a/")).isEmpty();
    }
}

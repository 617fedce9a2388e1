package io.fluxfill.storage;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in S3: an object, or a folder for objects.
 *
 * @param bucket the bucket's name
 * @param key the object's key, or the prefix of a folder without the slash at its end; a folder's may be empty
 */
public record S3Location(String bucket, String key) {
    private static final String SCHEME = "s3://";
    private static final int LONGEST_KEY = 1024;

    /** Leaves room for the names of objects. */
    private static final int LONGEST_FOLDER = 768;

    /** The names that S3 gives to general purpose buckets and to access point aliases. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** Segments that something on the way could resolve, and so reach another bucket. */
    private static final Pattern DOT_SEGMENT = Pattern.compile("(^|/)\\.\\.?(/|$)");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** The object that {@code s3://bucket/key} names, or nothing where the text does not name one. */
    public static Optional<S3Location> object(String text) {
        return objectMistake(text).isEmpty() ? Optional.of(split(text)) : Optional.empty();
    }

    /** The folder that {@code s3://bucket/prefix} or {@code s3://bucket} names, or nothing. */
    public static Optional<S3Location> folder(String text) {
        return folderMistake(text).isEmpty() ? Optional.of(split(text).withoutSlashes()) : Optional.empty();
    }

    /**
     * The rule that a text breaks which {@link #object} finds nothing in, or nothing. It quotes nothing of the text:
     * {@code must be s3://bucket/key: names of buckets have no capital letters}.
     */
    public static Optional<String> objectMistake(String text) {
        return mistake(text)
                .or(() -> objectKeyMistake(split(text).key))
                .map(mistake -> "must be s3://bucket/key" + mistake);
    }

    /** The same for {@link #folder}. */
    public static Optional<String> folderMistake(String text) {
        return mistake(text)
                .or(() -> told(bytes(split(text).withoutSlashes().key) > LONGEST_FOLDER, ": the prefix is too long"))
                .map(mistake -> "must be s3://bucket/prefix" + mistake);
    }

    /** An object in this folder. */
    public S3Location child(String name) {
        return new S3Location(bucket, key.isEmpty() ? name : key + "/" + name);
    }

    /** Whether this is a folder that an object is in. */
    public boolean contains(S3Location object) {
        return bucket.equals(object.bucket) && (key.isEmpty() || object.key.startsWith(key + "/"));
    }

    /** {@code s3://bucket/key}. */
    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }

    /** What keeps a text from being a place at all: the end of a sentence, empty where the sentence says it all. */
    private static Optional<String> mistake(String text) {
        if (!text.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.of("");
        }
        S3Location location = split(text);
        return bucketMistake(location.bucket).or(() -> keyMistake(location.key));
    }

    private static Optional<String> bucketMistake(String bucket) {
        if (BUCKET.matcher(bucket).matches()) {
            return Optional.empty();
        }
        boolean capitals = BUCKET.matcher(bucket.toLowerCase(Locale.ROOT)).matches();
        return Optional.of(
                capitals ? ": names of buckets have no capital letters" : ": S3 has no buckets with such a name");
    }

    private static Optional<String> keyMistake(String key) {
        return told(bytes(key) > LONGEST_KEY, ": the key is too long")
                .or(() -> told(key.startsWith("/"), ": a slash too many stands after the bucket"))
                .or(() -> told(DOT_SEGMENT.matcher(key).find(), ": . and .. are not resolved"))
                .or(() -> told(CONTROL.matcher(key).find(), ": there are control characters in it"));
    }

    private static Optional<String> objectKeyMistake(String key) {
        return told(key.isEmpty(), ": the key is missing")
                .or(() -> told(key.endsWith("/"), ": a key that ends in a slash is a folder's"));
    }

    private static Optional<String> told(boolean wrong, String mistake) {
        return wrong ? Optional.of(mistake) : Optional.empty();
    }

    /** Bucket and key of a text that begins with the scheme. */
    private static S3Location split(String text) {
        String[] parts = text.substring(SCHEME.length()).split("/", 2);
        return new S3Location(parts[0], parts.length == 2 ? parts[1] : "");
    }

    private S3Location withoutSlashes() {
        return new S3Location(bucket, key.replaceFirst("/+$", ""));
    }

    private static int bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length;
    }
}

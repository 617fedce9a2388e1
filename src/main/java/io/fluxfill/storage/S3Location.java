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
        return parse(text).filter(location -> !location.key.isEmpty() && !location.key.endsWith("/"));
    }

    /** The folder that {@code s3://bucket/prefix} or {@code s3://bucket} names, or nothing. */
    public static Optional<S3Location> folder(String text) {
        return parse(text)
                .map(location -> new S3Location(location.bucket, location.key.replaceFirst("/+$", "")))
                .filter(folder -> bytes(folder.key) <= LONGEST_FOLDER);
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

    private static Optional<S3Location> parse(String text) {
        if (!text.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        String[] parts = text.substring(SCHEME.length()).split("/", 2);
        String key = parts.length == 2 ? parts[1] : "";
        boolean valid = BUCKET.matcher(parts[0]).matches()
                && bytes(key) <= LONGEST_KEY
                && !key.startsWith("/")
                && !DOT_SEGMENT.matcher(key).find()
                && !CONTROL.matcher(key).find();
        return valid ? Optional.of(new S3Location(parts[0], key)) : Optional.empty();
    }

    private static int bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length;
    }
}

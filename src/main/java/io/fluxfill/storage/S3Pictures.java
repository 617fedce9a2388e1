package io.fluxfill.storage;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.PictureSource;
import io.fluxfill.waiting.Deadline;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Fetches the pictures that requests name as {@code s3://bucket/key}. */
public final class S3Pictures {
    /** A byte as URLs have it, or the plus sign that stands for a blank in them. */
    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}|\\+");

    private final ObjectStore store;
    private final Predicate<S3Location> allowed;
    private final long maxBytes;

    /**
     * @param allowed which objects may be read
     * @param maxBytes the most that a picture may have
     */
    public S3Pictures(ObjectStore store, Predicate<S3Location> allowed, long maxBytes) {
        this.store = store;
        this.allowed = allowed;
        this.maxBytes = maxBytes;
    }

    /**
     * The pictures, for the rules to ask for. Where S3 cannot be asked, the whole request ends as
     * {@link ErrorType#UNAVAILABLE}: nothing is wrong with it, and nothing was sent.
     */
    public PictureSource until(Deadline end) {
        return location -> fetch(location, end);
    }

    private Utf8 fetch(String text, Deadline end) throws PictureSource.NotFetchedException {
        Optional<String> mistake = S3Location.objectMistake(text);
        if (mistake.isPresent()) {
            throw new PictureSource.NotFetchedException(mistake.get());
        }
        S3Location object = S3Location.object(text).orElseThrow();
        if (!allowed.test(object)) {
            throw new PictureSource.NotFetchedException("must be where this endpoint takes pictures from");
        }
        try {
            return Utf8.of(Base64.getEncoder().encode(store.get(object, maxBytes, end)));
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.UNAVAILABLE) {
                throw new FluxFillException(
                        ErrorType.UNAVAILABLE,
                        "A picture could not be fetched: " + e.getMessage() + ". Nothing was sent to BFL.");
            }
            throw new PictureSource.NotFetchedException("could not be fetched: " + e.getMessage() + hint(object, e));
        }
    }

    /** S3's own events, the console and browsers give keys as they stand in URLs; a real key may look the same. */
    private static String hint(S3Location object, StorageException failure) {
        boolean encoded = ENCODED.matcher(object.key()).find();
        return encoded && failure.kind() == StorageException.Kind.REFUSED
                ? "; its key looks URL-encoded, write it as it is"
                : "";
    }
}

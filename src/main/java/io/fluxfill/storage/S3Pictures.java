package io.fluxfill.storage;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.PictureSource;
import io.fluxfill.waiting.Deadline;
import java.util.Base64;
import java.util.function.Predicate;

/** Fetches the pictures that requests name as {@code s3://bucket/key}. */
public final class S3Pictures {
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
        S3Location object = S3Location.object(text)
                .orElseThrow(() -> new PictureSource.NotFetchedException("must be s3://bucket/key"));
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
            throw new PictureSource.NotFetchedException("could not be fetched: " + e.getMessage());
        }
    }
}

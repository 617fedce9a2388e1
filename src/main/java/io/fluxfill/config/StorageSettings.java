package io.fluxfill.config;

import io.fluxfill.storage.S3Location;
import java.util.Optional;
import java.util.Set;

/**
 * Where pictures are in S3.
 *
 * @param output where finished pictures are kept if nobody says otherwise
 * @param uploads where HTTP clients put pictures
 * @param inputBuckets where the pictures of requests may come from, beside the uploads
 * @param maxOutputBytes the most that a finished picture may have
 * @param pathStyle whether the bucket's name goes into the path
 * @param preserve whether pictures come back whole if nobody says otherwise
 */
public record StorageSettings(
        Optional<S3Location> output,
        Optional<S3Location> uploads,
        Set<String> inputBuckets,
        long maxOutputBytes,
        boolean pathStyle,
        boolean preserve) {

    public StorageSettings {
        inputBuckets = Set.copyOf(inputBuckets);
    }

    /**
     * Whether HTTP callers may name a picture: one that was uploaded, or in a bucket for inputs. Finished pictures are
     * other people's, wherever they are kept.
     */
    public boolean allowsHttpInput(S3Location object) {
        boolean isFinished = output.filter(folder -> folder.contains(object)).isPresent();
        return !isFinished && isInput(object);
    }

    /** Whether direct callers, who have a role of the account's, may: any picture, unless buckets are named. */
    public boolean allowsDirectInput(S3Location object) {
        return inputBuckets.isEmpty() || isInput(object);
    }

    private boolean isInput(S3Location object) {
        return inputBuckets.contains(object.bucket())
                || uploads.filter(folder -> folder.contains(object)).isPresent();
    }
}

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
 */
public record StorageSettings(
        Optional<S3Location> output,
        Optional<S3Location> uploads,
        Set<String> inputBuckets,
        long maxOutputBytes,
        boolean pathStyle) {

    public StorageSettings {
        inputBuckets = Set.copyOf(inputBuckets);
    }

    /** Whether HTTP callers may name pictures in a bucket. */
    public boolean allowsHttpInput(String bucket) {
        return inputBuckets.contains(bucket)
                || uploads.filter(folder -> folder.bucket().equals(bucket)).isPresent();
    }

    /** Whether direct callers, who have a role of the account's, may: anywhere, unless buckets are named. */
    public boolean allowsDirectInput(String bucket) {
        return inputBuckets.isEmpty() || allowsHttpInput(bucket);
    }
}

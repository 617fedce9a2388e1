package io.fluxfill.storage;

import io.fluxfill.waiting.Deadline;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What is asked of S3. Every call ends when its deadline has passed. */
public interface ObjectStore {

    /**
     * Reads an object.
     *
     * @param maxBytes the most that it may have; a larger one is not read
     */
    byte[] get(S3Location object, long maxBytes, Deadline deadline) throws StorageException;

    /** Looks whether there is an object. Nothing is found as well where the caller may not know. */
    Optional<StoredObject> find(S3Location object, Deadline deadline) throws StorageException;

    /**
     * Writes a file as an object, unless there is one by that name.
     *
     * @param file the object's content; it may be read more than once
     * @param metadata user metadata, of printable ASCII
     * @param sha256 the SHA-256 of the file, for S3 to check
     * @return whether it was written; false where there is one already, which stays as it is
     */
    boolean putIfAbsent(
            S3Location object,
            Path file,
            String contentType,
            Map<String, String> metadata,
            byte[] sha256,
            Deadline deadline)
            throws StorageException;

    /** A URL by which anybody who has it may read an object for a while. */
    URI linkForReading(S3Location object, Duration lifetime) throws StorageException;

    /**
     * A URL by which anybody who has it may write an object for a while.
     *
     * @param headers what the request must carry, and the URL is signed for: {@code content-type}, {@code content-length}
     */
    URI linkForWriting(S3Location object, Map<String, String> headers, Duration lifetime) throws StorageException;
}

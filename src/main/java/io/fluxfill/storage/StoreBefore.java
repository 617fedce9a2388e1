package io.fluxfill.storage;

/** Stands before S3 where there is more than S3: in {@code quarkus:dev}. */
@FunctionalInterface
public interface StoreBefore {

    /** All objects, of which those that are not its own are S3's. */
    ObjectStore before(ObjectStore s3);
}

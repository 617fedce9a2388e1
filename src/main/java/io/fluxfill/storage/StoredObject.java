package io.fluxfill.storage;

import java.util.Map;

/**
 * What S3 tells of an object without handing it over.
 *
 * @param contentType its content type
 * @param bytes its size
 * @param metadata its user metadata, names in lower case
 */
public record StoredObject(String contentType, long bytes, Map<String, String> metadata) {

    public StoredObject {
        metadata = Map.copyOf(metadata);
    }
}

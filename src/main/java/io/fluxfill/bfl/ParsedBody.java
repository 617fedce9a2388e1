package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an answer says.
 *
 * @param json the body as JSON, as far as it could be read; a missing node where it is none
 * @param whole false where the body breaks off or goes wrong after what could be read
 */
record ParsedBody(JsonNode json, boolean whole) {

    /** Whether the body is JSON, or at least begins as an object. */
    boolean isJson() {
        return !json.isMissingNode();
    }
}

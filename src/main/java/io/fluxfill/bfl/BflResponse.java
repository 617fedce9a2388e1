package io.fluxfill.bfl;

import java.util.Optional;

/**
 * An HTTP answer as it came.
 *
 * @param status the HTTP status code
 * @param retryAfter the header {@code Retry-After}, unread
 * @param location the header {@code Location}, unread
 * @param body the whole body, empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record BflResponse(int status, Optional<String> retryAfter, Optional<String> location, byte[] body) {

    /** An answer that names no other place. */
    public BflResponse(int status, Optional<String> retryAfter, byte[] body) {
        this(status, retryAfter, Optional.empty(), body);
    }

    /** The status only: a body may hold a picture or a signed URL. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length + " bytes";
    }

    /** Whether the status is one of 200 to 299. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** A 4xx that says the request was read and will not be done. 408 says that it was not read whole. */
    boolean isRefusal() {
        return status / 100 == 4 && status != 408;
    }
}

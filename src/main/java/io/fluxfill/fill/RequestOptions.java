package io.fluxfill.fill;

import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.Whole;
import java.time.Duration;
import java.util.Optional;

/**
 * What a caller wants beyond the task itself.
 *
 * @param maxWait how long to wait for the picture, from now; zero for not at all
 * @param submitPatience how long a submit may be repeated that BFL does not accept
 * @param output the folder in S3 where to keep the picture, if it is to be kept
 * @param whole whether it is to come back whole
 */
public record RequestOptions(Duration maxWait, Duration submitPatience, Optional<S3Location> output, Whole whole) {
    /** Longer than any invocation. */
    public static final Duration AS_LONG_AS_THERE_IS_TIME = Duration.ofDays(1);

    /** With submits repeated as long as there is time. */
    public RequestOptions(Duration maxWait, Optional<S3Location> output) {
        this(maxWait, AS_LONG_AS_THERE_IS_TIME, output, new Whole.No());
    }

    /** The same, with the picture to come back whole or not. */
    public RequestOptions with(Whole other) {
        return new RequestOptions(maxWait, submitPatience, output, other);
    }
}

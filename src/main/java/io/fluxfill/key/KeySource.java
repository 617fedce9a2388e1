package io.fluxfill.key;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import java.time.Duration;

/** Where the key is kept. */
@FunctionalInterface
public interface KeySource {

    /**
     * Reads the key.
     *
     * @param limit the longest it may take
     * @return the key, fit for a header
     * @throws FluxFillException {@link ErrorType#UNAUTHORIZED} where somebody must put something right first,
     *     {@link ErrorType#UNAVAILABLE} where it may work the next time; its sentence may be logged
     */
    String read(Duration limit);
}

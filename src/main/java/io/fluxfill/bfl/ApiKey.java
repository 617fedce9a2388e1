package io.fluxfill.bfl;

import io.fluxfill.error.FluxFillException;
import java.time.Duration;
import java.util.Optional;

/** Where the BFL key comes from. */
@FunctionalInterface
public interface ApiKey {

    /**
     * The key itself, for the header {@code x-key} and nothing else.
     *
     * @param limit the longest it may take to get it
     * @throws FluxFillException where there is none to be had
     */
    String value(Duration limit);

    /**
     * Another key to try, when BFL has refused one.
     *
     * @param refused the key that BFL refused
     * @param limit the longest it may take to look for another
     * @return a newer key, or nothing where there is none
     */
    default Optional<String> afterRefusal(String refused, Duration limit) {
        return Optional.empty();
    }
}

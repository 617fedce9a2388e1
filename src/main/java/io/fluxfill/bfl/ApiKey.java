package io.fluxfill.bfl;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

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

    /**
     * Does some work with the key and, where BFL refuses that and there is a newer one, once more with the newer one. BFL
     * cannot have accepted what it refused, so nothing is paid twice.
     *
     * @param end when the work must be done
     */
    default <T> T use(Deadline end, Function<String, T> work) {
        // First, for it may have to be fetched, and the time that takes must not be missing from a submit under way.
        String key = value(end.left());
        try {
            return work.apply(key);
        } catch (FluxFillException refusal) {
            if (refusal.type() != ErrorType.UNAUTHORIZED) {
                throw refusal;
            }
            String newer = afterRefusal(key, end.left())
                    .filter(other -> !other.equals(key))
                    .orElseThrow(() -> refusal);
            return work.apply(newer);
        }
    }
}

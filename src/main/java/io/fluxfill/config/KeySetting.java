package io.fluxfill.config;

import java.time.Duration;

/** How the key is configured. */
public sealed interface KeySetting {

    /**
     * The key itself.
     *
     * @param key fit for a header
     */
    record Fixed(String key) implements KeySetting {

        /** Without the key. */
        @Override
        public String toString() {
            return "Fixed";
        }
    }

    /**
     * A parameter of AWS Systems Manager that holds the key.
     *
     * @param name its name or ARN
     * @param maxAge how long a key that was read is used without looking whether there is a newer one
     */
    record Parameter(String name, Duration maxAge) implements KeySetting {}
}

package io.fluxfill.config;

import io.quarkus.runtime.configuration.ConfigurationException;

/** A setting is missing or wrong. Quarkus ends the start with this exception's message as the only line. */
public final class WrongSettingsException extends ConfigurationException {
    private static final long serialVersionUID = 1L;

    WrongSettingsException(String message) {
        super(message);
    }
}

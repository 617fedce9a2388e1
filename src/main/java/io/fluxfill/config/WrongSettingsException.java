package io.fluxfill.config;

import io.quarkus.runtime.configuration.ConfigurationException;

/** A setting is missing or wrong. The start ends with this exception's message as the only line. */
public final class WrongSettingsException extends ConfigurationException {
    private static final long serialVersionUID = 1L;

    WrongSettingsException(String message) {
        super(message);
    }
}

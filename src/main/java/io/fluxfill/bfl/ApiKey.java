package io.fluxfill.bfl;

/** Where the BFL key comes from. */
@FunctionalInterface
public interface ApiKey {

    /** The key itself, for the header {@code x-key} and nothing else. */
    String value();
}

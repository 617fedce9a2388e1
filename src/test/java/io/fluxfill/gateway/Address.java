package io.fluxfill.gateway;

import java.util.Optional;

/** Where a stage of a REST API is reached. */
enum Address {
    /** The URL that every stage has: its name is the first part of the path. */
    EXECUTE_API {
        @Override
        Optional<String> within(String path, String stage) {
            String beginning = "/" + stage;
            if (path.equals(beginning)) {
                return Optional.of("/");
            }
            return path.startsWith(beginning + "/")
                    ? Optional.of(path.substring(beginning.length()))
                    : Optional.empty();
        }
    },
    /** A domain of the owner's, mapped to the stage with no base path. */
    CUSTOM_DOMAIN {
        @Override
        Optional<String> within(String path, String stage) {
            return Optional.of(path);
        }
    };

    /** The path within the stage; empty where the path leads to no stage. */
    abstract Optional<String> within(String path, String stage);
}

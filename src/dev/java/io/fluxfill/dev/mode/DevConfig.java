package io.fluxfill.dev.mode;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings of dev mode. */
@ConfigMapping(prefix = "flux-fill.dev")
public interface DevConfig {

    /** Where the local HTTP endpoint listens. */
    @WithDefault("3000")
    int httpPort();

    /** The first of the ports of the stand-in for BFL, which has one for each of its hosts. */
    @WithDefault("3001")
    int standInPort();

    /** Where the links lead that lead into the bucket of dev mode. */
    @WithDefault("3010")
    int storePort();

    /** Whether the sample is run at the start, where that costs nothing. */
    @WithDefault("true")
    boolean sample();
}

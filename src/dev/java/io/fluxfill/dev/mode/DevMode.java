package io.fluxfill.dev.mode;

import io.fluxfill.dev.LocalHttpFace;
import io.fluxfill.dev.standin.Host;
import io.fluxfill.dev.standin.StandIn;
import io.fluxfill.dev.standin.StandInOptions;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts what {@code quarkus:dev} needs beside the function: an HTTP endpoint in front of it, the stand-in for BFL behind
 * it where there is no key, and one picture as a sign that all of it works. Everything stops with the application, and
 * starts again with it after a live reload.
 */
@IfBuildProfile("dev")
@ApplicationScoped
public class DevMode {

    private final DevConfig config;
    private final DevStore store;
    private LocalHttpFace face;
    private StandIn standIn;
    private FirstPicture firstPicture;

    @Inject
    DevMode(DevConfig config, DevStore store) {
        this.config = config;
        this.store = store;
    }

    void start(@Observes StartupEvent event) {
        Config all = ConfigProvider.getConfig();
        int eventPort = all.getOptionalValue("quarkus.lambda.mock-event-server.dev-port", Integer.class)
                .orElse(8080);
        boolean withStandIn = all.getOptionalValue("flux-fill.bfl.api-key", String.class)
                .filter(StandInOptions.SAMPLE_KEY::equals)
                .isPresent();
        URI function = URI.create("http://localhost:" + eventPort + "/");

        boolean complete = startFace(function) & (!withStandIn || startStandIn());
        if (complete && config.sample()) {
            firstPicture = new FirstPicture(function, face.url(), store::link, withStandIn, Path.of(""), System.out);
            firstPicture.start();
        }
    }

    @PreDestroy
    void stop() {
        if (firstPicture != null) {
            firstPicture.close();
        }
        if (face != null) {
            face.close();
        }
        if (standIn != null) {
            standIn.close();
        }
    }

    private boolean startFace(URI function) {
        try {
            face = LocalHttpFace.start(config.httpPort(), function);
            return true;
        } catch (IOException e) {
            System.out.printf(
                    "Port %d is taken, so there is no local HTTP endpoint: free it, or set flux-fill.dev.http-port.%n",
                    config.httpPort());
            return false;
        }
    }

    private boolean startStandIn() {
        int port = config.standInPort();
        try {
            standIn = StandIn.start(StandInOptions.builder().firstPort(port).build());
            return true;
        } catch (IOException e) {
            System.out.printf(
                    "One of the ports %d to %d is taken, so there is no stand-in for BFL: free it, or set"
                            + " flux-fill.dev.stand-in-port.%n",
                    port, port + Host.values().length - 1);
            return false;
        }
    }
}

package io.fluxfill.dev.mode;

import io.fluxfill.dev.standin.Host;
import io.fluxfill.dev.standin.StandInOptions;
import io.fluxfill.dev.store.LocalBucket;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * In dev mode, points the function at the stand-in for BFL, unless there is a key for BFL itself, and at the bucket in this process,
 * unless another one is set. And there is the page.
 */
public final class StandInConfigFactory implements ConfigSourceFactory {

    /** Above application.properties, below the environment. */
    private static final int ORDINAL = 260;

    private static final int FIRST_PORT = 3001;

    private static final ConfigSource PAGE =
            new PropertiesConfigSource(Map.of("flux-fill.http.page", "true"), "the page", ORDINAL);

    private static final ConfigSource BUCKET = new PropertiesConfigSource(
            Map.of(
                    "flux-fill.output",
                    "s3://" + LocalBucket.NAME + "/pictures",
                    "flux-fill.uploads",
                    "s3://" + LocalBucket.NAME + "/uploads"),
            "a bucket in this process",
            ORDINAL);

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean dev = context.getProfiles().contains("dev");
        boolean keyed = isSet(context, "flux-fill.bfl.api-key")
                || isSet(context, "flux-fill.bfl.api-key-parameter")
                || isSet(context, "BFL_API_KEY");
        List<ConfigSource> sources = new ArrayList<>();
        if (dev && !keyed) {
            sources.add(source(firstPort(context)));
        }
        if (dev) {
            sources.add(BUCKET);
            sources.add(PAGE);
        }
        return sources;
    }

    private static ConfigSource source(int port) {
        return new PropertiesConfigSource(
                Map.of(
                        "flux-fill.bfl.url",
                        url(port, Host.GLOBAL),
                        "flux-fill.bfl.finetune-url",
                        url(port, Host.FINETUNE),
                        "flux-fill.bfl.other-hosts",
                        Stream.of(Host.values())
                                .filter(Host::isApi)
                                .map(host -> url(port, host))
                                .collect(Collectors.joining(",")),
                        "flux-fill.bfl.api-key",
                        StandInOptions.SAMPLE_KEY,
                        "flux-fill.bfl.trusted-hosts",
                        Stream.of(Host.values())
                                .filter(Host::isApi)
                                .map(host -> "localhost:" + (port + host.ordinal()))
                                .collect(Collectors.joining(","))),
                "the stand-in for BFL",
                ORDINAL);
    }

    private static String url(int firstPort, Host host) {
        return "http://localhost:" + (firstPort + host.ordinal());
    }

    private static int firstPort(ConfigSourceContext context) {
        ConfigValue port = context.getValue("flux-fill.dev.stand-in-port");
        try {
            return port == null || port.getValue() == null
                    ? FIRST_PORT
                    : Integer.parseInt(port.getValue().strip());
        } catch (NumberFormatException e) {
            // DevConfig reads the same setting, and tells what is wrong with it.
            return FIRST_PORT;
        }
    }

    /** The stand-in's own key counts as none: Quarkus remembers it from the build and shows it here again. */
    private static boolean isSet(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value != null
                && value.getValue() != null
                && !value.getValue().isBlank()
                && !value.getValue().equals(StandInOptions.SAMPLE_KEY);
    }
}

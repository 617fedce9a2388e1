package io.fluxfill.dev.mode;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.dev.standin.StandInOptions;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the function is pointed at the stand-in. */
class StandInConfigFactoryTest {

    @Test
    void dev_mode_points_the_function_at_the_stand_in_where_there_is_no_key() {
        SmallRyeConfig config = config("dev", Map.of("flux-fill.bfl.url", "https://api.bfl.ai"));

        assertThat(config.getRawValue("flux-fill.bfl.url")).isEqualTo("http://localhost:3001");
        assertThat(config.getRawValue("flux-fill.bfl.finetune-url")).isEqualTo("http://localhost:3003");
        assertThat(config.getRawValue("flux-fill.bfl.api-key")).isEqualTo(StandInOptions.SAMPLE_KEY);
        assertThat(config.getRawValue("flux-fill.bfl.trusted-hosts"))
                .isEqualTo("localhost:3001,localhost:3002,localhost:3003,localhost:3004,localhost:3005");
    }

    @Test
    void dev_mode_goes_by_the_configured_port() {
        SmallRyeConfig config = config("dev", Map.of("flux-fill.dev.stand-in-port", "4000"));

        assertThat(config.getRawValue("flux-fill.bfl.url")).isEqualTo("http://localhost:4000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flux-fill.bfl.api-key", "BFL_API_KEY", "flux-fill.bfl.api-key-parameter"})
    void dev_mode_leaves_the_function_alone_where_there_is_a_key(String name) {
        SmallRyeConfig config = config("dev", Map.of(name, "bfl_real"));

        assertThat(config.getRawValue("flux-fill.bfl.url")).isNull();
        assertThat(config.getRawValue(name)).isEqualTo("bfl_real");
    }

    @Test
    void dev_mode_does_not_take_an_empty_key_for_one() {
        assertThat(config("dev", Map.of("BFL_API_KEY", " ")).getRawValue("flux-fill.bfl.url"))
                .isEqualTo("http://localhost:3001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "test"})
    void the_function_is_left_alone_outside_dev_mode(String profile) {
        assertThat(config(profile, Map.of()).getRawValue("flux-fill.bfl.api-key"))
                .isNull();
    }

    private static SmallRyeConfig config(String profile, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withProfile(profile)
                .withSources(new PropertiesConfigSource(properties, "application.properties", 250))
                .withSources(new StandInConfigFactory())
                .build();
    }
}

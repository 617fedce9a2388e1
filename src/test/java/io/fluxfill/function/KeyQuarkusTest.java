package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.LogLines;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The cases on the JVM. */
@QuarkusTest
@WithTestResource(KeyResource.class)
class KeyQuarkusTest extends KeyCases {

    @Test
    void a_detailed_log_has_no_values_of_settings_though_smallrye_is_told_to_log_them() {
        try (LogLines log = LogLines.open("io.smallrye.config")) {
            ConfigProvider.getConfig().getValue("flux-fill.bfl.api-key-parameter", String.class);

            assertThat(log.all()).isEmpty();
        }
    }

    @AfterAll
    static void the_tests_that_follow_log_as_usual() {
        KeyResource.logAsUsual();
    }
}

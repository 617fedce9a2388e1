package io.fluxfill.function;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;

/** The cases on the JVM. */
@QuarkusTest
@WithTestResource(KeyResource.class)
class KeyQuarkusTest extends KeyCases {

    @AfterAll
    static void the_tests_that_follow_log_as_usual() {
        KeyResource.logAsUsual();
    }
}

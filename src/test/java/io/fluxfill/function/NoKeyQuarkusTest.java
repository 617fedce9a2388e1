package io.fluxfill.function;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;

/** The case on the JVM. */
@QuarkusTest
@WithTestResource(value = KeyResource.class, initArgs = @ResourceArg(name = "ssm", value = "empty"))
class NoKeyQuarkusTest extends NoKeyCases {

    @AfterAll
    static void the_tests_that_follow_log_as_usual() {
        KeyResource.logAsUsual();
    }
}

package io.fluxfill.function;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The case on the JVM. */
@QuarkusTest
@WithTestResource(value = KeyResource.class, initArgs = @ResourceArg(name = "ssm", value = "empty"))
class NoKeyQuarkusTest extends NoKeyCases {}

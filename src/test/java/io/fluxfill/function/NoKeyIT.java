package io.fluxfill.function;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The case on the native executable. */
@QuarkusIntegrationTest
@WithTestResource(value = KeyResource.class, initArgs = @ResourceArg(name = "ssm", value = "empty"))
class NoKeyIT extends NoKeyCases {}

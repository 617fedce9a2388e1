package io.fluxfill.function;

import io.fluxfill.testing.StandInResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The cases on the native executable. */
@QuarkusIntegrationTest
@WithTestResource(StandInResource.class)
class FunctionIT extends FunctionCases {}

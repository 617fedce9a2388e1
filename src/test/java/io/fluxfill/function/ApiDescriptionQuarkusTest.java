package io.fluxfill.function;

import io.fluxfill.testing.StandInResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The cases of the API's description on the JVM. */
@QuarkusTest
@WithTestResource(StandInResource.class)
@WithTestResource(StorageResource.class)
class ApiDescriptionQuarkusTest extends ApiDescriptionCases {}

package io.fluxfill.function;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The cases on the native executable. */
@QuarkusIntegrationTest
@WithTestResource(KeyResource.class)
class KeyIT extends KeyCases {}

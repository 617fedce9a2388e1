package io.fluxfill.function;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The cases on the JVM. */
@QuarkusTest
@WithTestResource(KeyResource.class)
class KeyQuarkusTest extends KeyCases {}

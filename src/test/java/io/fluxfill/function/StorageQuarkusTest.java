package io.fluxfill.function;

import io.fluxfill.testing.StandInResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The cases of pictures in S3 on the JVM. */
@QuarkusTest
@WithTestResource(StandInResource.class)
@WithTestResource(StorageResource.class)
class StorageQuarkusTest extends StorageCases {}

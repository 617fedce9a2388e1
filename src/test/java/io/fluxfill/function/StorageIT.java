package io.fluxfill.function;

import io.fluxfill.testing.StandInResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The cases of pictures in S3 on the native executable. */
@QuarkusIntegrationTest
@WithTestResource(StandInResource.class)
@WithTestResource(StorageResource.class)
class StorageIT extends StorageCases {}

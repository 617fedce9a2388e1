package io.fluxfill.dev.mode;

import io.fluxfill.dev.store.LocalBucket;
import io.fluxfill.storage.ObjectStore;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.StoreBefore;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The bucket of {@code quarkus:dev}, which is there from the first command. */
@IfBuildProfile("dev")
@Singleton
public final class DevStore implements StoreBefore {
    private static final Duration LINK = Duration.ofHours(1);

    private final DevConfig config;
    private final Clock clock;
    private LocalBucket bucket;

    DevStore(DevConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public ObjectStore before(ObjectStore s3) {
        try {
            bucket = new LocalBucket(config.storePort(), s3, clock);
            return bucket;
        } catch (IOException e) {
            System.out.printf(
                    "Port %d is taken, so there is no bucket for pictures: free it, or set flux-fill.dev.store-port.%n",
                    config.storePort());
            return s3;
        }
    }

    /** A link to an object that is here; nothing where it is not. */
    Optional<URI> link(String location) {
        Optional<S3Location> object =
                S3Location.object(location).filter(any -> any.bucket().equals(LocalBucket.NAME) && bucket != null);
        try {
            return object.isPresent() ? Optional.of(bucket.linkForReading(object.get(), LINK)) : Optional.empty();
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() {
        if (bucket != null) {
            bucket.close();
        }
    }
}

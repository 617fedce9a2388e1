package io.fluxfill.storage;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Lets clients put pictures into S3 that are too large for a Lambda event. */
public final class Uploads {
    /** How long the URL of an upload works. */
    private static final Duration LINK_LIFETIME = Duration.ofMinutes(15);

    private final ObjectStore store;
    private final S3Location folder;
    private final Clock clock;
    private final Supplier<UUID> names;

    /**
     * @param folder where the pictures go
     * @param names makes names that nobody can guess
     */
    public Uploads(ObjectStore store, S3Location folder, Clock clock, Supplier<UUID> names) {
        this.store = store;
        this.folder = folder;
        this.clock = clock;
        this.names = names;
    }

    /**
     * A place for one picture.
     *
     * @param object where the picture will be: the name to use for {@code image} or {@code mask}
     * @param url where to PUT its bytes
     * @param headers what the PUT must carry
     * @param expiresAt when the URL ends
     */
    public record Upload(S3Location object, URI url, Map<String, String> headers, Instant expiresAt) {
        public Upload {
            headers = Map.copyOf(headers);
        }

        /** The place only: the URL is signed. */
        @Override
        public String toString() {
            return "Upload[" + object + "]";
        }
    }

    /**
     * Opens a place for one picture.
     *
     * @param headers what the PUT must carry
     */
    public Upload open(Map<String, String> headers) throws StorageException {
        S3Location object = folder.child(names.get().toString());
        URI url = store.linkForWriting(object, headers, LINK_LIFETIME);
        Instant end = clock.instant().plus(LINK_LIFETIME).truncatedTo(ChronoUnit.SECONDS);
        return new Upload(object, url, headers, end);
    }
}

package io.fluxfill.storage;

import io.fluxfill.bfl.PictureDownloader;
import io.fluxfill.bfl.Task;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.picture.PictureFormat;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.Deadline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Copies finished pictures to S3, before BFL deletes them. The picture goes through a file, so that memory does not grow
 * with it.
 *
 * <p>The copy's name is the task's id. An object by that name that belongs to the same task is the copy, made by an earlier
 * call; any other is left alone.
 */
public final class PictureKeeper {
    /** How long a link to a copy works, at most: it ends with the credentials that signed it, too. */
    private static final Duration LINK_LIFETIME = Duration.ofHours(1);

    private static final String ID = "id";
    private static final String ENDPOINT = "endpoint";
    private static final String SEED = "seed";
    private static final String SHA256 = "sha256";

    /** BFL's ids are UUIDs; whatever else a caller may name must not become a path. */
    private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final PictureDownloader downloader;
    private final ObjectStore store;
    private final long maxBytes;
    private final PictureFiles files = new PictureFiles();

    /**
     * @param maxBytes the most that a finished picture may have
     */
    public PictureKeeper(PictureDownloader downloader, ObjectStore store, long maxBytes) {
        this.downloader = downloader;
        this.store = store;
        this.maxBytes = maxBytes;
    }

    /**
     * Makes the copy, or finds it.
     *
     * @param task a task that is ready
     * @param endpoint the operation that made it, where that is known
     * @param folder where copies are kept
     * @param end when to give up
     */
    public Keeping keep(TaskHandle handle, Task task, Optional<Endpoint> endpoint, S3Location folder, Deadline end) {
        try {
            return new Keeping.Kept(copy(handle, task, endpoint, folder, end));
        } catch (StorageException | FluxFillException e) {
            return failed(e.getMessage());
        } catch (IOException e) {
            return failed("its file could not be written (" + e.getClass().getSimpleName() + ")");
        } catch (RuntimeException e) {
            // Whatever it is: the picture is paid, and the caller must be told how to find it.
            return failed("a fault of this function (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** A link to the copy for anybody who has it, or nothing where none can be signed. */
    public Optional<URI> link(KeptPicture picture) {
        try {
            return Optional.of(store.linkForReading(picture.location(), LINK_LIFETIME));
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    private KeptPicture copy(TaskHandle handle, Task task, Optional<Endpoint> endpoint, S3Location folder, Deadline end)
            throws StorageException, IOException {
        String id = task.body().path(ID).asText(handle.id());
        if (!PLAIN_ID.matcher(id).matches()) {
            throw new StorageException(StorageException.Kind.REFUSED, "the task's id is no name for an object");
        }
        String sample = task.result().path("sample").asText("");
        S3Location likely = folder.child(id + "." + extensionIn(sample));
        Optional<KeptPicture> earlier = ownCopy(likely, id, end);
        return earlier.isPresent() ? earlier.get() : fetchAndPut(sample, id, metadata(id, task, endpoint), folder, end);
    }

    private KeptPicture fetchAndPut(
            String sample, String id, Map<String, String> metadata, S3Location folder, Deadline end)
            throws StorageException, IOException {
        Path file = files.make();
        try {
            downloader.download(sample, file, maxBytes, end);
            PictureFile picture = PictureFile.read(file);
            PictureFormat format = picture.format()
                    .orElseThrow(() -> new StorageException(
                            StorageException.Kind.REFUSED, "what BFL delivered is no JPEG, PNG or WebP picture"));
            S3Location object = folder.child(id + "." + format.extension());
            metadata.put(SHA256, picture.sha256Hex());
            boolean written = store.putIfAbsent(object, file, format.contentType(), metadata, picture.sha256(), end);
            return written
                    ? new KeptPicture(object, format.contentType(), picture.bytes(), picture.sha256Hex())
                    : ownCopy(object, id, end)
                            .orElseThrow(() -> new StorageException(
                                    StorageException.Kind.REFUSED,
                                    "there is an object at " + object + " that is not known to be its copy"));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The object, if it is a copy of this task's picture. */
    private Optional<KeptPicture> ownCopy(S3Location object, String id, Deadline end) throws StorageException {
        return store.find(object, end)
                .filter(found ->
                        id.equals(found.metadata().get(ID)) && found.metadata().containsKey(SHA256))
                .map(found -> new KeptPicture(
                        object,
                        found.contentType(),
                        found.bytes(),
                        found.metadata().get(SHA256)));
    }

    private static Map<String, String> metadata(String id, Task task, Optional<Endpoint> endpoint) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ID, id);
        endpoint.ifPresent(known -> metadata.put(ENDPOINT, known.operation()));
        if (task.result().path(SEED).isIntegralNumber()) {
            metadata.put(SEED, task.result().get(SEED).asText());
        }
        return metadata;
    }

    /** Only a guess, by which an earlier copy is found without fetching the picture again. */
    private static String extensionIn(String sample) {
        String path = sample.split("[?#]", 2)[0];
        for (PictureFormat format : PictureFormat.values()) {
            if (path.endsWith("." + format.extension())) {
                return format.extension();
            }
        }
        return PictureFormat.JPEG.extension();
    }

    private static Keeping failed(String reason) {
        return new Keeping.Failed("The picture is ready and paid, but could not be kept: " + reason + ".");
    }
}

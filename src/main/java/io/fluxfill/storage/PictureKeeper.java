package io.fluxfill.storage;

import io.fluxfill.bfl.PictureDownloader;
import io.fluxfill.bfl.Task;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.picture.DamagedPictureException;
import io.fluxfill.picture.Rectangle;
import io.fluxfill.preserve.Preservation;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.picture.PictureFormat;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.Deadline;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private static final String SENT = "sent";
    private static final String RECEIVED = "received";

    /** BFL's ids are UUIDs; whatever else a caller may name must not become a path. */
    private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final PictureDownloader downloader;
    private final ObjectStore store;
    private final Limits limits;
    private final PictureFiles files = new PictureFiles();
    private final Originals originals;

    /**
     * How large pictures may be.
     *
     * @param bytes the most that a finished one may have
     * @param pixels the most that one may have that comes back whole
     */
    public record Limits(long bytes, long pixels) {}

    /**
     * @param uploads where pictures are kept for tasks that are to come back whole; without it beside the finished ones
     */
    public PictureKeeper(PictureDownloader downloader, ObjectStore store, Optional<S3Location> uploads, Limits limits) {
        this.downloader = downloader;
        this.store = store;
        this.limits = limits;
        this.originals = new Originals(store, uploads, limits.bytes(), files);
    }

    /**
     * Keeps the pictures of a task that is to come back whole, so that whoever picks it up needs none.
     *
     * @param output where the finished one will be kept
     * @throws StorageException where they are not kept: then they are to be named again
     */
    public void remember(TaskHandle handle, Preservation preservation, S3Location output, Deadline end)
            throws StorageException {
        try {
            originals.put(checked(handle.id()), preservation, output, end);
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.UNAVAILABLE, "a file could not be written (" + SafeText.kind(e) + ")");
        }
    }

    /**
     * Makes the copy, or finds it.
     *
     * @param task a task that is ready
     * @param endpoint the operation that made it, where that is known
     * @param folder where copies are kept
     * @param whole whether it is put into the picture that it was made for
     * @param end when to give up
     */
    public Keeping keep(
            TaskHandle handle, Task task, Optional<Endpoint> endpoint, S3Location folder, Whole whole, Deadline end) {
        try {
            return new Keeping.Kept(
                    whole.isWanted()
                            ? wholeCopy(handle, task, endpoint, folder, whole, end)
                            : copy(handle, task, endpoint, folder, end));
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
        String id = checked(task.body().path(ID).asText(handle.id()));
        String sample = task.result().path("sample").asText("");
        S3Location likely = folder.child(id + "." + extensionIn(sample));
        Optional<KeptPicture> earlier = ownCopy(likely, id, end);
        return earlier.isPresent() ? earlier.get() : fetchAndPut(sample, id, metadata(id, task, endpoint), folder, end);
    }

    private KeptPicture wholeCopy(
            TaskHandle handle, Task task, Optional<Endpoint> endpoint, S3Location folder, Whole whole, Deadline end)
            throws StorageException, IOException {
        String id = checked(task.body().path(ID).asText(handle.id()));
        for (PictureFormat format : List.of(PictureFormat.JPEG, PictureFormat.PNG)) {
            Optional<KeptPicture> earlier = ownCopy(wholeName(folder, id, format), id, end);
            if (earlier.isPresent()) {
                return earlier.get();
            }
        }
        Preservation preservation = preservation(whole, id, folder, end);
        String sample = task.result().path("sample").asText("");
        Path fill = files.make();
        Path file = files.make();
        try {
            downloader.download(sample, fill, limits.bytes(), end);
            Map<String, String> metadata = metadata(id, task, endpoint);
            metadata.put(SENT, size(preservation.sentSize()));
            metadata.put(RECEIVED, size(composed(preservation, fill, file)));
            return sent(file, format -> wholeName(folder, id, format), id, metadata, end);
        } finally {
            Files.deleteIfExists(fill);
            Files.deleteIfExists(file);
        }
    }

    private static Rectangle composed(Preservation preservation, Path fill, Path file)
            throws StorageException, IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            return preservation.compose(Files.readAllBytes(fill), out);
        } catch (DamagedPictureException e) {
            throw new StorageException(
                    StorageException.Kind.REFUSED, "what BFL delivered cannot be put into it: " + e.getMessage());
        }
    }

    private Preservation preservation(Whole whole, String id, S3Location folder, Deadline end) throws StorageException {
        if (whole instanceof Whole.Now now) {
            return now.preservation();
        }
        return originals
                .find(id, folder, limits.pixels(), end)
                .orElseThrow(() -> new StorageException(
                        StorageException.Kind.REFUSED,
                        "the picture that it belongs into is not kept: name image and mask again"));
    }

    private static S3Location wholeName(S3Location folder, String id, PictureFormat format) {
        return folder.child(id + "-whole." + format.extension());
    }

    private static String size(Rectangle size) {
        return size.width() + "x" + size.height();
    }

    private KeptPicture fetchAndPut(
            String sample, String id, Map<String, String> metadata, S3Location folder, Deadline end)
            throws StorageException, IOException {
        Path file = files.make();
        try {
            downloader.download(sample, file, limits.bytes(), end);
            return sent(file, format -> folder.child(id + "." + format.extension()), id, metadata, end);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Puts a file into S3, under a name that depends on what it is. */
    private KeptPicture sent(
            Path file, Function<PictureFormat, S3Location> name, String id, Map<String, String> metadata, Deadline end)
            throws StorageException, IOException {
        PictureFile picture = PictureFile.read(file);
        PictureFormat format = picture.format()
                .orElseThrow(() -> new StorageException(
                        StorageException.Kind.REFUSED, "what BFL delivered is no JPEG, PNG or WebP picture"));
        S3Location object = name.apply(format);
        metadata.put(SHA256, picture.sha256Hex());
        boolean written = store.putIfAbsent(object, file, format.contentType(), metadata, picture.sha256(), end);
        return written
                ? new KeptPicture(
                        object, format.contentType(), picture.bytes(), picture.sha256Hex(), preserved(metadata))
                : ownCopy(object, id, end)
                        .orElseThrow(() -> new StorageException(
                                StorageException.Kind.REFUSED,
                                "there is an object at " + object + " that is not known to be its copy"));
    }

    private static Optional<KeptPicture.Preserved> preserved(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(SENT))
                .map(sent -> new KeptPicture.Preserved(sent, metadata.getOrDefault(RECEIVED, sent)));
    }

    private static String checked(String id) throws StorageException {
        if (!PLAIN_ID.matcher(id).matches()) {
            throw new StorageException(StorageException.Kind.REFUSED, "the task's id is no name for an object");
        }
        return id;
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
                        found.metadata().get(SHA256),
                        preserved(found.metadata())));
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

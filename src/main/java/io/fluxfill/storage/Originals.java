package io.fluxfill.storage;

import io.fluxfill.hash.Digests;
import io.fluxfill.preserve.Inputs;
import io.fluxfill.preserve.MaskOptions;
import io.fluxfill.preserve.Preservation;
import io.fluxfill.preserve.UnusablePictureException;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.waiting.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Keeps the pictures of tasks that are to come back whole, for whoever picks such a task up. */
final class Originals {
    private static final String FOLDER = "originals";
    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final String INVERT = "mask-invert";
    private static final String GROW = "mask-grow";
    private static final String FEATHER = "mask-feather";
    private static final String HAS_MASK = "has-mask";

    private final ObjectStore store;
    private final Optional<S3Location> uploads;
    private final long maxBytes;
    private final PictureFiles files;

    /**
     * @param uploads the folder that is emptied every day, if there is one; else they are beside the finished pictures
     * @param maxBytes the most that a picture may have, here and as it was sent
     */
    Originals(ObjectStore store, Optional<S3Location> uploads, long maxBytes, PictureFiles files) {
        this.store = store;
        this.uploads = uploads;
        this.maxBytes = maxBytes;
        this.files = files;
    }

    /** Keeps those of a task. */
    void put(String id, Preservation preservation, S3Location output, Deadline end)
            throws StorageException, IOException {
        Inputs inputs = preservation.inputs();
        if (inputs.mask().isPresent()) {
            put(mask(id, output), inputs.mask().get(), Map.of(), end);
        }
        Map<String, String> metadata = Map.of(
                INVERT, Boolean.toString(inputs.options().invert()),
                GROW, Integer.toString(inputs.options().grow()),
                FEATHER, Integer.toString(inputs.options().feather()),
                HAS_MASK, Boolean.toString(inputs.mask().isPresent()));
        put(image(id, output), inputs.image(), metadata, end);
    }

    /** Those of a task; nothing where none are kept. */
    Optional<Preservation> find(String id, S3Location output, long mostPixels, Deadline end) throws StorageException {
        Optional<StoredObject> image = store.find(image(id, output), end);
        if (image.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> metadata = image.get().metadata();
        try {
            MaskOptions options = new MaskOptions(
                    Boolean.parseBoolean(metadata.get(INVERT)),
                    Integer.parseInt(metadata.getOrDefault(GROW, "0")),
                    Integer.parseInt(metadata.getOrDefault(FEATHER, "0")));
            Optional<byte[]> mask = Boolean.parseBoolean(metadata.get(HAS_MASK))
                    ? Optional.of(store.get(mask(id, output), maxBytes, end))
                    : Optional.empty();
            return Optional.of(Preservation.of(store.get(image(id, output), maxBytes, end), mask, options, mostPixels));
        } catch (UnusablePictureException | NumberFormatException e) {
            throw new StorageException(Kind.REFUSED, "what was kept of the image cannot be used");
        }
    }

    private void put(S3Location object, byte[] content, Map<String, String> metadata, Deadline end)
            throws StorageException, IOException {
        Path file = files.make();
        try {
            Files.write(file, content);
            store.putIfAbsent(
                    object, file, CONTENT_TYPE, metadata, Digests.sha256().digest(content), end);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private S3Location image(String id, S3Location output) {
        return uploads.orElse(output).child(FOLDER).child(id + "-image");
    }

    private S3Location mask(String id, S3Location output) {
        return uploads.orElse(output).child(FOLDER).child(id + "-mask");
    }
}

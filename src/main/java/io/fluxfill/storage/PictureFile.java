package io.fluxfill.storage;

import io.fluxfill.hash.Digests;
import io.fluxfill.rules.picture.PictureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is known of a picture's file after reading it once.
 *
 * @param format what it is by its first bytes, nothing if it is no picture
 * @param bytes its size
 * @param sha256Hex the SHA-256 of its bytes, in lower-case hexadecimal
 */
record PictureFile(Optional<PictureFormat> format, long bytes, String sha256Hex) {

    static PictureFile read(Path file) throws IOException {
        MessageDigest sha256 = Digests.sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), sha256)) {
            byte[] start = content.readNBytes(PictureFormat.SIGNATURE_BYTES);
            long bytes = start.length + content.transferTo(OutputStream.nullOutputStream());
            return new PictureFile(
                    PictureFormat.bySignature(start), bytes, HexFormat.of().formatHex(sha256.digest()));
        }
    }

    /** The SHA-256 of its bytes. */
    byte[] sha256() {
        return HexFormat.of().parseHex(sha256Hex);
    }
}

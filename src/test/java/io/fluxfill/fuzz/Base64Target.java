package io.fluxfill.fuzz;

import io.fluxfill.json.Utf8;
import io.fluxfill.rules.picture.Base64Bytes;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Whatever is taken for base64 becomes a text that Java's strictest decoder reads as the same bytes; what that reads is taken. */
public final class Base64Target {

    private Base64Target() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Optional<Base64Bytes> read = Base64Bytes.of(new Utf8(data, 0, data.length));
        byte[] expected = strictlyRead(data);
        if (read.isEmpty()) {
            if (expected != null && isCanonical(data, expected)) {
                throw new AssertionError("canonical base64 is not taken");
            }
            return;
        }
        byte[] bytes = Base64.getDecoder().decode(read.get().text().string());
        for (int i = 0; i < bytes.length; i++) {
            if (read.get().at(i) != (bytes[i] & 0xFF)) {
                throw new AssertionError("byte " + i + " differs");
            }
        }
        if (read.get().size() != bytes.length || expected != null && !Arrays.equals(bytes, expected)) {
            throw new AssertionError("other bytes than Java's decoder reads");
        }
    }

    private static boolean isCanonical(byte[] text, byte[] bytes) {
        return Arrays.equals(Base64.getEncoder().encode(bytes), text);
    }

    private static byte[] strictlyRead(byte[] data) {
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

package io.fluxfill.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Pictures that others have made, with what others make of them: see {@code src/test/resources/pictures/README.md}. */
public final class Fixtures {
    private static final String FOLDER = "/pictures/";

    private Fixtures() {}

    /**
     * A picture.
     *
     * @param sha256 of its pixels
     */
    public record Fixture(String name, int width, int height, String sha256) {

        /** The file. */
        public byte[] file() {
            return read(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All whose names end so. */
    public static Stream<Fixture> endingIn(String extension) {
        return new String(read("pixels.tsv"), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("\t"))
                .filter(fields -> fields[0].endsWith(extension))
                .map(fields ->
                        new Fixture(fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), fields[3]));
    }

    private static byte[] read(String name) {
        try (InputStream file = Fixtures.class.getResourceAsStream(FOLDER + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

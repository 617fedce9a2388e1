package io.fluxfill.picture.png;

import java.util.List;
import java.util.Optional;

/**
 * What a file says of its picture before the picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param depth bits of a sample
 * @param interlaced whether its rows come in seven passes
 * @param chunks what stands between the header and the picture, in order: palette, transparency, colour space, texts
 */
public record PngInfo(int width, int height, int depth, PngColor color, boolean interlaced, List<PngChunk> chunks) {

    public PngInfo {
        chunks = List.copyOf(chunks);
    }

    /** The content of the first chunk of a type. */
    public Optional<byte[]> chunk(String type) {
        return chunks.stream()
                .filter(chunk -> chunk.type().equals(type))
                .map(PngChunk::data)
                .findFirst();
    }

    /** Whole bytes from a sample to the same one of the pixel before: at least one. */
    int step() {
        return Math.max(1, color.samples() * depth / 8);
    }

    /** The bytes of so many pixels of a row. */
    int rowBytes(int pixels) {
        return (int) (((long) pixels * color.samples() * depth + 7) / 8);
    }

    /** The bytes of a row, its samples packed as in the file: {@link PngReader#readRow} fills them. */
    public int rowBytes() {
        return rowBytes(width);
    }
}

package io.fluxfill.picture.png;

/**
 * A chunk of a file.
 *
 * @param type its four letters
 * @param data its content; not to be changed
 */
public record PngChunk(String type, byte[] data) {}

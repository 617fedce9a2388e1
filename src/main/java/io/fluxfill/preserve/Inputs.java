package io.fluxfill.preserve;

import java.util.Optional;

/**
 * What a picture is given back whole by: the same inputs give the same cut.
 *
 * @param image a PNG or JPEG file; not to be changed
 * @param mask likewise; empty where the image's alpha channel is the mask
 */
public record Inputs(byte[] image, Optional<byte[]> mask, MaskOptions options) {}

package io.fluxfill.preserve;

/**
 * How a mask is to be read, in this order.
 *
 * @param invert whether it paints where it is black
 * @param grow by how many pixels what is painted is widened
 * @param feather over how many pixels its edge is softened
 */
public record MaskOptions(boolean invert, int grow, int feather) {
    /** As it is. */
    public static final MaskOptions NONE = new MaskOptions(false, 0, 0);

    Mask applied(Mask mask) {
        return (invert ? mask.inverted() : mask).grown(grow).feathered(feather);
    }
}

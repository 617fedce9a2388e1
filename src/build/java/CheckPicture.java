import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/**
 * Checks that a fill changed the masked part of a picture and nothing else, and prints by how much.
 *
 * <pre>java CheckPicture.java BEFORE MASK AFTER</pre>
 */
public final class CheckPicture {
    /** What JPEG may do to a pixel, and how far from the edge of the mask its blocks may spread the change. */
    private static final int JPEG_LOSS = 24;

    private static final int JPEG_BLOCK = 16;

    private CheckPicture() {}

    public static void main(String[] files) throws IOException {
        BufferedImage before = ImageIO.read(new File(files[0]));
        BufferedImage mask = ImageIO.read(new File(files[1]));
        BufferedImage after = ImageIO.read(new File(files[2]));
        if (before.getWidth() != after.getWidth() || before.getHeight() != after.getHeight()) {
            throw new IllegalStateException("the pictures differ in size");
        }
        long masked = 0;
        long changed = 0;
        long strayed = 0;
        for (int y = 0; y < before.getHeight(); y++) {
            for (int x = 0; x < before.getWidth(); x++) {
                boolean differs = difference(before.getRGB(x, y), after.getRGB(x, y)) > JPEG_LOSS;
                if (isWhite(mask, x, y)) {
                    masked++;
                    changed += differs ? 1 : 0;
                } else if (differs && !nearMask(mask, x, y)) {
                    strayed++;
                }
            }
        }
        System.out.printf("%d of %d masked pixels changed, %d others%n", changed, masked, strayed);
        if (changed < masked / 3 || strayed > 0) {
            throw new IllegalStateException("not the masked part, or not only that, was painted");
        }
    }

    private static int difference(int one, int other) {
        int most = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            most = Math.max(most, Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)));
        }
        return most;
    }

    private static boolean nearMask(BufferedImage mask, int x, int y) {
        for (int dy = -JPEG_BLOCK; dy <= JPEG_BLOCK; dy++) {
            for (int dx = -JPEG_BLOCK; dx <= JPEG_BLOCK; dx++) {
                if (isWhite(mask, x + dx, y + dy)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWhite(BufferedImage mask, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < mask.getWidth() && y < mask.getHeight();
        return inside && (mask.getRGB(x, y) & 0xff) >= 128;
    }
}

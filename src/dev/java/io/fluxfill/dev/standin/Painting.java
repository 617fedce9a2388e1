package io.fluxfill.dev.standin;

import java.io.IOException;

/**
 * What became of a task's pictures.
 *
 * @param file the encoded result, or null if the pictures could not be read
 * @param format its format, as in {@code output_format}
 */
record Painting(byte[] file, String format) {

    private static final int LONGEST = 1440;

    static final Painting BROKEN = new Painting(null, null);

    boolean isBroken() {
        return file == null;
    }

    int bytes() {
        return isBroken() ? 0 : file.length;
    }

    String contentType() {
        return "image/" + format;
    }

    /** Decodes, paints and encodes. */
    static Painting of(Submission submission, long seed) {
        try {
            Prompt prompt = submission.prompt();
            Picture image = shrunk(Brush.fitted(PictureCodec.decodeBase64(submission.image()), prompt));
            boolean[] part = submission.mask() == null
                    ? image.transparentPart()
                    : Brush.fitted(PictureCodec.decodeBase64(submission.mask()), prompt)
                            .scaledTo(image.width(), image.height())
                            .whitePart();
            int[] rgb = SmoothFill.paint(image, part, seed);
            Brush.touch(rgb, part, seed, prompt);
            byte[] file = PictureCodec.encode(image.width(), image.height(), rgb, submission.outputFormat());
            return new Painting(file, submission.outputFormat());
        } catch (IOException e) {
            return BROKEN;
        }
    }

    /** BFL gives no larger pictures back than this. */
    private static Picture shrunk(Picture picture) {
        int longer = Math.max(picture.width(), picture.height());
        return longer <= LONGEST
                ? picture
                : picture.scaledTo(picture.width() * LONGEST / longer, picture.height() * LONGEST / longer);
    }
}

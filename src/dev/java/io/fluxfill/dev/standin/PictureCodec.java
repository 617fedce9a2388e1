package io.fluxfill.dev.standin;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Decodes PNG, JPEG and WebP, and encodes what was painted. */
final class PictureCodec {

    /** A small file can hold a huge picture, and this one is for trying things out on a laptop. */
    private static final long MAX_PIXELS = 20_000_000;

    private static final float QUALITY = 0.95f;

    private PictureCodec() {}

    /** Decodes base64 of PNG, JPEG or WebP. Throws IOException for everything else. */
    static Picture decodeBase64(String base64) throws IOException {
        try {
            return decode(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new IOException("The base64 is broken", e);
        }
    }

    /** Decodes PNG, JPEG or WebP. Throws IOException for everything else. */
    static Picture decode(byte[] file) throws IOException {
        ImageReader reader = readerFor(file);
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS) {
                throw new IOException("The picture has too many pixels");
            }
            return toPicture(reader.read(0));
        } catch (RuntimeException e) {
            // Readers answer some broken files so.
            throw new IOException("The picture is broken", e);
        } finally {
            reader.dispose();
        }
    }

    /** Encodes opaque pixels as {@code jpeg}, {@code png} or {@code webp}. */
    static byte[] encode(int width, int height, int[] rgb, String format) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, rgb, 0, width);
        boolean webp = format.equals("webp");
        ImageWriter writer = webp
                ? new WebPImageWriterSpi().createWriterInstance(null)
                : ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (param instanceof WebPWriteParam lossy) {
                lossy.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                lossy.setCompressionType(CompressionType.Lossy);
                lossy.setCompressionQuality(QUALITY);
            } else if (format.equals("jpeg")) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static ImageReader readerFor(byte[] file) throws IOException {
        String start = new String(file, 0, Math.min(file.length, 12), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return ImageIO.getImageReadersByFormatName("png").next();
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return ImageIO.getImageReadersByFormatName("jpeg").next();
        }
        if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
            // Asked for directly, because ImageIO does not find plug-ins from every class loader that Quarkus uses.
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        throw new IOException("Neither PNG nor JPEG nor WebP");
    }

    private static Picture toPicture(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(image.getColorModel() instanceof IndexColorModel);
        int[] argb = grey ? greyPixels(image) : image.getRGB(0, 0, width, height, null, 0, width);
        return new Picture(width, height, argb, image.getColorModel().hasAlpha());
    }

    /** Java takes grey for linear and brightens it in getRGB; in a PNG or JPEG it is not, so the samples are read as they are. */
    private static int[] greyPixels(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int height = image.getHeight();
        int shift = image.getColorModel().getComponentSize(0) - 8;
        int[] greys = raster.getSamples(0, 0, width, height, 0, (int[]) null);
        int[] opacities =
                image.getColorModel().hasAlpha() ? raster.getSamples(0, 0, width, height, 1, (int[]) null) : null;
        int[] argb = new int[greys.length];
        for (int i = 0; i < argb.length; i++) {
            int grey = greys[i] >> shift;
            int opacity = opacities == null ? 0xFF : opacities[i] >> shift;
            argb[i] = opacity << 24 | grey << 16 | grey << 8 | grey;
        }
        return argb;
    }
}

package io.fluxfill.testing;

import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures as real encoders write them. */
public final class Pictures {

    private static final int PNG_IHDR_END = 33;

    private Pictures() {}

    /** A PNG with an alpha channel. */
    public static byte[] transparentPng(int width, int height) {
        return encoded("png", new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), null);
    }

    /** A PNG without transparency. */
    public static byte[] opaquePng(int width, int height) {
        return encoded("png", new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), null);
    }

    /** A PNG of greys, as masks are. */
    public static byte[] greyPng(int width, int height) {
        return encoded("png", new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), null);
    }

    /** A PNG without transparency and with so many chunks of text before its pixels. */
    public static byte[] annotatedPng(int width, int height, int chunks) {
        byte[] png = opaquePng(width, height);
        byte[] text = "tEXtk\0v".getBytes(StandardCharsets.ISO_8859_1);
        CRC32 check = new CRC32();
        check.update(text);
        ByteBuffer annotated = ByteBuffer.allocate(png.length + chunks * (text.length + 8));
        annotated.put(png, 0, PNG_IHDR_END);
        for (int i = 0; i < chunks; i++) {
            annotated.putInt(text.length - 4).put(text).putInt((int) check.getValue());
        }
        return annotated.put(png, PNG_IHDR_END, png.length - PNG_IHDR_END).array();
    }

    /** A PNG with a palette, one colour of which may be transparent. */
    public static byte[] palettePng(int width, int height, boolean transparent) {
        byte[] shades = {0, 127};
        IndexColorModel palette = new IndexColorModel(1, 2, shades, shades, shades, transparent ? 1 : -1);
        return encoded("png", new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY, palette), null);
    }

    /** A baseline or progressive JPEG. */
    public static byte[] jpeg(int width, int height, boolean progressive) {
        ImageWriteParam param =
                ImageIO.getImageWritersByFormatName("jpeg").next().getDefaultWriteParam();
        param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        return encoded("jpeg", new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), param);
    }

    /** A JPEG whose EXIF orientation is 6: turn it by 90 degrees clockwise. */
    public static byte[] turnedJpeg(int width, int height) {
        String exif = "FFE1 0022 457869660000 4D4D002A00000008 0001 0112 0003 00000001 0006 0000 00000000";
        byte[] segment = HexFormat.of().parseHex(exif.replace(" ", ""));
        byte[] jpeg = jpeg(width, height, false);
        return ByteBuffer.allocate(jpeg.length + segment.length)
                .put(jpeg, 0, 2)
                .put(segment)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A WebP, lossy or lossless, in which every other pixel is transparent if it has alpha. */
    public static byte[] webp(int width, int height, boolean lossless, boolean alpha) {
        int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(width, height, type);
        DataBuffer pixels = image.getRaster().getDataBuffer();
        for (int i = 0; i < pixels.getSize(); i += 2) {
            pixels.setElem(i, 0xFF336699);
        }
        WebPWriteParam param = new WebPWriteParam(Locale.ROOT);
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(param.getCompressionTypes()[lossless ? 1 : 0]);
        return encoded("webp", image, param);
    }

    /** The picture in base64. */
    public static String base64(byte[] picture) {
        return Base64.getEncoder().encodeToString(picture);
    }

    /** A picture as the JDK's encoders, or those that it finds, write it. */
    public static byte[] encoded(String format, BufferedImage image, ImageWriteParam param) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}

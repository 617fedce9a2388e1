package io.fluxfill.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives each target inputs of six megabytes that are made to be slow, and tells how long each takes. */
public final class LargeInputs {
    private static final int SIZE = 6_000_000;
    private static final double LONGEST_SECONDS = 1;

    private LargeInputs() {}

    /** Ends with 1 where an input takes more than a second, when the code is warm. */
    public static void main(String... arguments) {
        boolean slow = false;
        for (Map.Entry<String, Targets.Target> target : Targets.all().entrySet()) {
            for (Map.Entry<String, byte[]> input : inputs().entrySet()) {
                double seconds = Double.MAX_VALUE;
                for (int i = 0; i < 3; i++) {
                    long began = System.nanoTime();
                    target.getValue().accept().accept(input.getValue());
                    seconds = Math.min(
                            seconds,
                            (System.nanoTime() - began)
                                    / 1e9
                                    / target.getValue().exchanges());
                }
                System.out.printf("%-20s %-22s %6.3f s%n", target.getKey(), input.getKey(), seconds);
                slow |= seconds > LONGEST_SECONDS;
            }
        }
        System.exit(slow ? 1 : 0);
    }

    private static Map<String, byte[]> inputs() {
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        inputs.put("nested arrays", repeated("{\"a\":", "[", ""));
        inputs.put("nested objects", repeated("", "{\"a\":", ""));
        inputs.put("empty objects", repeated("{\"a\":[{}", ",{}", "]}"));
        inputs.put("many fields", fields());
        inputs.put("digits", repeated("{\"image\":\"x\",\"seed\":", "9", "}"));
        inputs.put("digits as text", repeated("{\"image\":\"x\",\"steps\":\"", "9", "\"}"));
        inputs.put("underscores", repeated("{\"image\":\"x\",\"steps\":\"1", "_0", "\"}"));
        inputs.put("exponent", repeated("{\"image\":\"x\",\"guidance\":1e", "9", "}"));
        inputs.put("escapes", repeated("{\"prompt\":\"", "\\u0041", "\",\"image\":\"x\"}"));
        inputs.put("base64 lines", repeated("{\"image\":\"", "QUJD\\n", "\"}"));
        inputs.put("base64 blanks", repeated("{\"image\":\"QUJD", " ", "\"}"));
        inputs.put("padding", repeated("{\"image\":\"", "=", "\"}"));
        inputs.put("data uri", repeated("{\"image\":\"data:image/png;", "a=b;", "base64,QUJD\"}"));
        inputs.put("s3 key", repeated("{\"image\":\"s3://bucket/", "../", "\"}"));
        inputs.put("url", repeated("{\"image\":\"x\",\"webhook_url\":\"https://", "a.", "\"}"));
        inputs.put("dots", repeated("https://", "a.", "bfl.ai/"));
        inputs.put("user info", repeated("https://", "a@", "bfl.ai/"));
        inputs.put("percent", repeated("https://api.bfl.ai/", "%41", ""));
        inputs.put("query", repeated("?", "id=a&", ""));
        inputs.put("blanks", repeated("", " ", ""));
        inputs.put("PNG of small chunks", png());
        inputs.put("JPEG of markers", jpeg());
        inputs.put("JPEG of fill bytes", jpegFill());
        inputs.put("WebP of small chunks", webp());
        inputs.put("truncated JSON", repeated("\0{\"id\":\"a\",\"x\":[", "{\"b\":1},", ""));
        return inputs;
    }

    private static byte[] repeated(String begin, String piece, String end) {
        int times = (SIZE - begin.length() - end.length()) / piece.length();
        return (begin + piece.repeat(times) + end).getBytes(ISO_8859_1);
    }

    private static byte[] fields() {
        StringBuilder json = new StringBuilder("{\"image\":\"x\"");
        for (int i = 0; json.length() < SIZE - 20; i++) {
            json.append(",\"").append(i).append("\":0");
        }
        return json.append('}').toString().getBytes(ISO_8859_1);
    }

    private static byte[] png() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        png.writeBytes(chunk("IHDR", new byte[] {0, 0, 0, 9, 0, 0, 0, 9, 8, 2, 0, 0, 0}));
        while (png.size() < SIZE) {
            png.writeBytes(chunk("tEXt", new byte[0]));
        }
        return png.toByteArray();
    }

    private static byte[] chunk(String name, byte[] content) {
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name.getBytes(ISO_8859_1))
                .put(content)
                .array();
    }

    private static byte[] jpeg() {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        jpeg.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8});
        while (jpeg.size() < SIZE) {
            jpeg.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE0, 0, 2});
        }
        return jpeg.toByteArray();
    }

    private static byte[] jpegFill() {
        byte[] jpeg = new byte[SIZE];
        Arrays.fill(jpeg, (byte) 0xFF);
        jpeg[1] = (byte) 0xD8;
        return jpeg;
    }

    private static byte[] webp() {
        ByteArrayOutputStream webp = new ByteArrayOutputStream();
        webp.writeBytes("RIFF\0\0\0\1WEBPVP8X\12\0\0\0\20\0\0\0\1\0\0\1\0\0".getBytes(ISO_8859_1));
        while (webp.size() < SIZE) {
            webp.writeBytes("EXIF\0\0\0\0".getBytes(ISO_8859_1));
        }
        return webp.toByteArray();
    }
}

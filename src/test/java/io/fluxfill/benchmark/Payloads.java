package io.fluxfill.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Events of a wanted size: an image and a mask that are PNGs by their headers, with filler in the place of pixels, which
 * nobody here decodes.
 */
public final class Payloads {
    /** The largest event that Lambda takes: 6 MB and a little. */
    public static final int MOST_BYTES = 6_291_556;

    /** What is called 1 KB. */
    static final int SMALL_BYTES = 1024;

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 960;
    private static final int COLOUR = 2;
    private static final int GREY = 0;

    /** Enough for a request. */
    private static final int LEAST_BYTES = 600;

    private Payloads() {}

    /**
     * A direct event.
     *
     * @param bytes its size
     * @param more further fields as JSON, each ended by a comma
     */
    public static byte[] direct(int bytes, String more) {
        return bytes(request(bytes, more));
    }

    /** A submit as API Gateway's REST APIs hand it over, in an event of that size. */
    public static byte[] http(int bytes) {
        // A quote of the body is two characters within a string.
        return httpWithBody(bytes - httpEvent("").length() - quotes(request(LEAST_BYTES, "")));
    }

    /** The same with a body of that size. */
    public static byte[] httpWithBody(int bytes) {
        return bytes(httpEvent(request(bytes, "")));
    }

    /**
     * The event of a REST API with a request for plain fill. It has no {@code requestTimeEpoch}, from which the function
     * would count the gateway's time: the event is made once and sent often.
     *
     * @param body a JSON text in ASCII, without a backslash
     */
    static String httpEvent(String body) {
        return """
                {"resource":"/v1/flux-pro-1.0-fill","path":"/v1/flux-pro-1.0-fill","httpMethod":"POST",\
                "headers":{"content-type":"application/json","Host":"a1b2c3.execute-api.eu-central-1.amazonaws.com",\
                "X-Forwarded-Proto":"https"},"multiValueHeaders":{"content-type":["application/json"],\
                "Host":["a1b2c3.execute-api.eu-central-1.amazonaws.com"],"X-Forwarded-Proto":["https"]},\
                "queryStringParameters":null,"multiValueQueryStringParameters":null,"pathParameters":null,\
                "stageVariables":null,"requestContext":{"resourcePath":"/v1/flux-pro-1.0-fill","httpMethod":"POST",\
                "path":"/prod/v1/flux-pro-1.0-fill","stage":"prod","requestId":"c6af9ac6-7b61-11e6-9a41-93e8deadbeef",\
                "identity":{"sourceIp":"203.0.113.7"},"apiId":"a1b2c3"},"body":"%s","isBase64Encoded":false}""".formatted(body.replace("\"", "\\\""));
    }

    /** The event of an HTTP API, payload version 2; the query is encoded, and a body is as above. */
    static String httpEventV2(String method, String path, String query, String body) {
        return """
                {"version":"2.0","routeKey":"$default","rawPath":"%s","rawQueryString":"%s",\
                "headers":{"content-type":"application/json","host":"a1b2c3.execute-api.eu-central-1.amazonaws.com",\
                "x-forwarded-proto":"https"},"requestContext":{"apiId":"a1b2c3","http":{"method":"%s","path":"%s",\
                "protocol":"HTTP/1.1","sourceIp":"203.0.113.7"},"requestId":"JKJaXmPLvHcESHA=","stage":"$default"},\
                "body":"%s","isBase64Encoded":false}""".formatted(path, query, method, path, body.replace("\"", "\\\""));
    }

    /**
     * A request for plain fill as JSON, of exactly so many bytes.
     *
     * @throws IllegalArgumentException if so few are not enough
     */
    static String request(int bytes, String more) {
        String frame =
                "{" + more + "\"image\":\"%s\",\"mask\":\"%s\",\"steps\":30,\"guidance\":50.5,\"prompt\":\"%s\"}";
        int room = bytes - frame.length() + "%s%s%s".length();
        // Base64 makes four characters of three bytes.
        int picture = (room - 8) / 8 * 3;
        if (picture < png(COLOUR, 0).length) {
            throw new IllegalArgumentException("Two pictures do not fit into " + bytes + " bytes.");
        }
        String image = picture(COLOUR, picture);
        String mask = picture(GREY, picture);
        return frame.formatted(image, mask, "x".repeat(room - image.length() - mask.length()));
    }

    /** A text in ASCII as it is sent. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String picture(int colourType, int bytes) {
        return Base64.getEncoder().encodeToString(png(colourType, bytes - png(colourType, 0).length));
    }

    /** Signature, IHDR, one IDAT with so much filler, IEND. */
    private static byte[] png(int colourType, int filler) {
        byte[] data = new byte[filler];
        new Random(colourType).nextBytes(data);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream png = new DataOutputStream(bytes)) {
            png.writeLong(0x89504E470D0A1A0AL);
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            try (DataOutputStream fields = new DataOutputStream(header)) {
                fields.writeInt(WIDTH);
                fields.writeInt(HEIGHT);
                // Eight bits; the usual compression and filter, not interlaced.
                fields.write(new byte[] {8, (byte) colourType, 0, 0, 0});
            }
            chunk(png, "IHDR", header.toByteArray());
            chunk(png, "IDAT", data);
            chunk(png, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream png, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        png.writeInt(data.length);
        png.write(name);
        png.write(data);
        png.writeInt((int) sum.getValue());
    }

    private static int quotes(String text) {
        return (int) text.chars().filter(c -> c == '"').count();
    }
}

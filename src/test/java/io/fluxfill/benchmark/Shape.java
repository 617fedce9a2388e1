package io.fluxfill.benchmark;

/** The submits that are measured: two sizes on two faces. */
enum Shape {
    SMALL_DIRECT(Face.DIRECT, "1 KB", "small_direct", Payloads.direct(Payloads.SMALL_BYTES, "")),
    SMALL_HTTP(Face.HTTP, "1 KB", "small_http", Payloads.httpWithBody(Payloads.SMALL_BYTES)),
    LARGEST_DIRECT(Face.DIRECT, "largest", "largest_direct", Payloads.direct(Payloads.MOST_BYTES, "")),
    LARGEST_HTTP(Face.HTTP, "largest", "largest_http", Payloads.http(Payloads.MOST_BYTES));

    private final Face face;
    private final String size;
    private final String key;
    private final byte[] event;

    Shape(Face face, String size, String key, byte[] event) {
        this.face = face;
        this.size = size;
        this.key = key;
        this.event = event;
    }

    Face face() {
        return face;
    }

    boolean isLargest() {
        return event.length == Payloads.MOST_BYTES;
    }

    /** Such as {@code 1 KB, direct}. */
    String title() {
        return size + ", " + face.word();
    }

    /** For the figures' names. */
    String key() {
        return key;
    }

    /** The event, which nobody may change. */
    byte[] event() {
        return event;
    }
}

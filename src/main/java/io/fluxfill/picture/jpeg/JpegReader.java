package io.fluxfill.picture.jpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fluxfill.picture.DamagedPictureException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a picture down to its coefficients: sequential or progressive, coded after Huffman, eight bits deep, grey or in three
 * colours. All of them are held in memory: two bytes for each sample.
 */
public final class JpegReader {
    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int START_OF_SCAN = 0xda;
    private static final int QUANTIZATION = 0xdb;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COMMENT = 0xfe;

    /** Encoders write some ten. Each of thousands would cost a walk over all blocks. */
    private static final int MOST_SCANS = 100;

    private static final byte[] JFIF = "JFIF\0".getBytes(US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(US_ASCII);
    private static final int ADOBE_TRANSFORM = 11;

    private final BitReader in;
    private final long mostPixels;
    private final int[][] quantization = new int[4][];
    private final HuffmanDecoder[] dcTables = new HuffmanDecoder[4];
    private final HuffmanDecoder[] acTables = new HuffmanDecoder[4];
    private final List<JpegSegment> metadata = new ArrayList<>();
    private List<JpegComponent> components;
    private int[] tables;
    private int width;
    private int height;
    private boolean progressive;
    private int restartInterval;
    private int scans;

    private JpegReader(InputStream in, long mostPixels) {
        this.in = new BitReader(in);
        this.mostPixels = mostPixels;
    }

    /**
     * Reads a file.
     *
     * @param mostPixels more are refused
     * @throws DamagedPictureException if it is no such JPEG, or does not come whole
     */
    public static JpegImage read(InputStream in, long mostPixels) throws IOException {
        return new JpegReader(in, mostPixels).read();
    }

    private JpegImage read() throws IOException {
        if (in.read() != 0xff || in.read() != START_OF_IMAGE) {
            throw new DamagedPictureException("it is no JPEG");
        }
        for (int marker = in.readMarker(); marker != END_OF_IMAGE; marker = in.readMarker()) {
            segment(marker);
        }
        if (scans == 0) {
            throw new DamagedPictureException("there is no picture in it");
        }
        for (JpegComponent component : components) {
            if (component.quantization()[0] == 0) {
                throw new DamagedPictureException("one of its components is missing");
            }
        }
        return new JpegImage(width, height, color(), components, metadata);
    }

    private void segment(int marker) throws IOException {
        if (marker >= FIRST_RESTART && marker <= LAST_RESTART || marker == 1) {
            return;
        }
        int length = in.readShort() - 2;
        if (length < 0) {
            throw new DamagedPictureException("a part of it is damaged");
        }
        switch (marker) {
            case QUANTIZATION -> quantization(length);
            case HUFFMAN_TABLES -> huffmanTables(length);
            case RESTART_INTERVAL -> {
                restartInterval = in.readShort();
                in.readBytes(Math.max(0, length - 2));
            }
            case 0xc0, 0xc1, 0xc2 -> frame(marker == 0xc2, length);
            case 0xc3, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf ->
                throw new DamagedPictureException("it is a JPEG of a kind that hardly anything reads: lossless,"
                        + " hierarchical or with arithmetic coding");
            case START_OF_SCAN -> scan(length);
            default -> {
                byte[] data = in.readBytes(length);
                if (marker >= APP0 && marker <= APP15 || marker == COMMENT) {
                    metadata.add(new JpegSegment(marker, data));
                }
            }
        }
    }

    private void quantization(int length) throws IOException {
        int left = length;
        while (left > 0) {
            int kind = in.read();
            boolean wide = kind >> 4 != 0;
            left -= 1 + (wide ? 128 : 64);
            if (left < 0 || (kind & 15) > 3) {
                throw new DamagedPictureException("a part of it is damaged");
            }
            int[] table = new int[64];
            for (int i = 0; i < 64; i++) {
                int value = wide ? in.readShort() : in.read();
                if (value == 0) {
                    throw new DamagedPictureException("a part of it is damaged");
                }
                table[ZigZag.natural(i)] = value;
            }
            quantization[kind & 15] = table;
        }
    }

    private void huffmanTables(int length) throws IOException {
        int left = length;
        while (left > 0) {
            int kind = in.read();
            int[] counts = new int[16];
            int sum = 0;
            for (int i = 0; i < 16; i++) {
                counts[i] = in.read();
                sum += counts[i];
            }
            left -= 17 + sum;
            if (left < 0 || sum > 256 || (kind & 15) > 3 || kind >> 4 > 1) {
                throw new DamagedPictureException("a table of its codes is damaged");
            }
            HuffmanDecoder table = new HuffmanDecoder(counts, in.readBytes(sum));
            (kind >> 4 == 0 ? dcTables : acTables)[kind & 15] = table;
        }
    }

    private void frame(boolean isProgressive, int length) throws IOException {
        byte[] fields = in.readBytes(length);
        if (components != null || length < 6 || length < 6 + 3 * (fields[5] & 0xff)) {
            throw new DamagedPictureException("its header is damaged");
        }
        if (fields[0] != 8) {
            throw new DamagedPictureException("its samples have " + (fields[0] & 0xff) + " bits, not 8");
        }
        progressive = isProgressive;
        height = (fields[1] & 0xff) << 8 | fields[2] & 0xff;
        width = (fields[3] & 0xff) << 8 | fields[4] & 0xff;
        int count = fields[5] & 0xff;
        if (count == 4) {
            throw new DamagedPictureException("its colours are those of a printer (CMYK)");
        }
        if (width == 0 || height == 0 || count != 1 && count != 3) {
            throw new DamagedPictureException("its header is damaged");
        }
        if ((long) width * height > mostPixels) {
            throw new DamagedPictureException("it has more than " + mostPixels + " pixels");
        }
        components(fields, count);
    }

    private void components(byte[] fields, int count) throws DamagedPictureException {
        int mostHorizontal = 1;
        int mostVertical = 1;
        for (int i = 0; i < count; i++) {
            int horizontal = (fields[7 + 3 * i] & 0xff) >> 4;
            int vertical = fields[7 + 3 * i] & 15;
            if (horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4 || (fields[8 + 3 * i] & 0xff) > 3) {
                throw new DamagedPictureException("its header is damaged");
            }
            mostHorizontal = Math.max(mostHorizontal, horizontal);
            mostVertical = Math.max(mostVertical, vertical);
        }
        int unitsAcross = up(width, 8 * mostHorizontal);
        int unitsDown = up(height, 8 * mostVertical);
        components = new ArrayList<>();
        tables = new int[count];
        for (int i = 0; i < count; i++) {
            // One component alone has no units of several blocks, whatever its factors are.
            int horizontal = count == 1 ? 1 : (fields[7 + 3 * i] & 0xff) >> 4;
            int vertical = count == 1 ? 1 : fields[7 + 3 * i] & 15;
            int across = count == 1 ? up(width, 8) : unitsAcross * horizontal;
            int down = count == 1 ? up(height, 8) : unitsDown * vertical;
            if ((long) across * down * 64 > Integer.MAX_VALUE - 8) {
                throw new DamagedPictureException("it is too large");
            }
            tables[i] = fields[8 + 3 * i];
            components.add(new JpegComponent(
                    fields[6 + 3 * i] & 0xff,
                    horizontal,
                    vertical,
                    count == 1 ? width : up(width * horizontal, mostHorizontal),
                    count == 1 ? height : up(height * vertical, mostVertical),
                    across,
                    down,
                    new int[64],
                    new short[across * down * 64]));
        }
    }

    private void scan(int length) throws IOException {
        byte[] fields = in.readBytes(length);
        int count = length < 1 ? 0 : fields[0];
        if (components == null || count < 1 || count > components.size() || length < 4 + 2 * count) {
            throw new DamagedPictureException("a part of it is damaged");
        }
        JpegComponent[] scanned = new JpegComponent[count];
        HuffmanDecoder[] dc = new HuffmanDecoder[count];
        HuffmanDecoder[] ac = new HuffmanDecoder[count];
        for (int i = 0; i < count; i++) {
            scanned[i] = component(fields[1 + 2 * i] & 0xff);
            dc[i] = dcTables[fields[2 + 2 * i] >> 4 & 3];
            ac[i] = acTables[fields[2 + 2 * i] & 3];
        }
        int first = fields[1 + 2 * count];
        int last = fields[2 + 2 * count];
        int high = (fields[3 + 2 * count] & 0xff) >> 4;
        int low = fields[3 + 2 * count] & 15;
        if (progressive
                && (first < 0
                        || last > 63
                        || first > last
                        || first == 0 && last != 0
                        || first > 0 && count > 1
                        || low > 13)) {
            throw new DamagedPictureException("a part of it is damaged");
        }
        ScanDecoder decoder =
                new ScanDecoder(in, progressive, first, last, progressive && high != 0, progressive ? low : 0);
        if (count == 1) {
            alone(scanned[0], dc[0], ac[0], decoder);
        } else {
            together(scanned, dc, ac, decoder);
        }
        scans++;
        if (scans > MOST_SCANS) {
            throw new DamagedPictureException("it comes in more than " + MOST_SCANS + " scans");
        }
    }

    private void alone(JpegComponent component, HuffmanDecoder dc, HuffmanDecoder ac, ScanDecoder decoder)
            throws IOException {
        int left = restartInterval;
        for (int y = 0; y < component.usedDown(); y++) {
            for (int x = 0; x < component.usedAcross(); x++) {
                left = restart(left, decoder);
                decoder.block(0, dc, ac, component.coefficients(), component.at(x, y));
            }
        }
    }

    private void together(JpegComponent[] scanned, HuffmanDecoder[] dc, HuffmanDecoder[] ac, ScanDecoder decoder)
            throws IOException {
        int across = scanned[0].blocksAcross() / scanned[0].horizontal();
        int down = scanned[0].blocksDown() / scanned[0].vertical();
        int left = restartInterval;
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                left = restart(left, decoder);
                for (int i = 0; i < scanned.length; i++) {
                    unit(scanned[i], i, x, y, dc[i], ac[i], decoder);
                }
            }
        }
    }

    private static void unit(
            JpegComponent component,
            int number,
            int x,
            int y,
            HuffmanDecoder dc,
            HuffmanDecoder ac,
            ScanDecoder decoder)
            throws IOException {
        for (int v = 0; v < component.vertical(); v++) {
            for (int h = 0; h < component.horizontal(); h++) {
                int block = component.at(x * component.horizontal() + h, y * component.vertical() + v);
                decoder.block(number, dc, ac, component.coefficients(), block);
            }
        }
    }

    /** Reads the marker between two intervals, and gives how many units are left of the one at hand. */
    private int restart(int left, ScanDecoder decoder) throws IOException {
        if (restartInterval == 0) {
            return 0;
        }
        if (left > 0) {
            return left - 1;
        }
        int marker = in.readMarker();
        if (marker < FIRST_RESTART || marker > LAST_RESTART) {
            throw new DamagedPictureException("the compressed picture is damaged");
        }
        decoder.restart();
        return restartInterval - 1;
    }

    private JpegComponent component(int id) throws DamagedPictureException {
        for (int i = 0; i < components.size(); i++) {
            JpegComponent component = components.get(i);
            if (component.id() == id) {
                int[] table = quantization[tables[i]];
                if (table == null) {
                    throw new DamagedPictureException("a part of it is missing");
                }
                System.arraycopy(table, 0, component.quantization(), 0, 64);
                return component;
            }
        }
        throw new DamagedPictureException("a part of it is damaged");
    }

    /** As libjpeg tells it. */
    private JpegColor color() {
        if (components.size() == 1) {
            return JpegColor.GREY;
        }
        for (JpegSegment segment : metadata) {
            if (segment.marker() == APP0 && begins(segment.data(), JFIF)) {
                return JpegColor.YCBCR;
            }
        }
        for (JpegSegment segment : metadata) {
            if (segment.marker() == APP14 && begins(segment.data(), ADOBE) && segment.data().length > ADOBE_TRANSFORM) {
                return segment.data()[ADOBE_TRANSFORM] == 0 ? JpegColor.RGB : JpegColor.YCBCR;
            }
        }
        boolean named = components.get(0).id() == 'R'
                && components.get(1).id() == 'G'
                && components.get(2).id() == 'B';
        return named ? JpegColor.RGB : JpegColor.YCBCR;
    }

    private static boolean begins(byte[] data, byte[] beginning) {
        return data.length >= beginning.length
                && Arrays.equals(data, 0, beginning.length, beginning, 0, beginning.length);
    }

    private static int up(int value, int divisor) {
        return (value + divisor - 1) / divisor;
    }
}

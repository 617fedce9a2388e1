package io.fluxfill.picture.jpeg;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a picture from its coefficients, at once (not progressive), with codes made for it: whatever was not changed is as it
 * was, bit for bit, when it is decoded.
 */
public final class JpegWriter {
    private static final int APP2 = 0xe2;

    private final DataOutputStream out;
    private final JpegImage image;

    private JpegWriter(OutputStream out, JpegImage image) {
        this.out = new DataOutputStream(new BufferedOutputStream(out, 64 * 1024));
        this.image = image;
    }

    /** Writes a file. The stream stays open. */
    public static void write(JpegImage image, OutputStream out) throws IOException {
        new JpegWriter(out, image).write();
    }

    private void write() throws IOException {
        out.writeShort(0xffd8);
        for (JpegSegment segment : image.metadata()) {
            if (!isIndex(segment)) {
                segment(segment.marker(), segment.data());
            }
        }
        List<int[]> quantization = quantization();
        frame(quantization);
        HuffmanEncoder[] dc = new HuffmanEncoder[2];
        HuffmanEncoder[] ac = new HuffmanEncoder[2];
        codes(dc, ac);
        scanHeader();
        BitWriter bits = new BitWriter(out);
        eachBlock((component, coefficients, block, difference) ->
                encode(bits, dc[table(component)], ac[table(component)], coefficients, block, difference));
        bits.finish();
        out.writeShort(0xffd9);
        out.flush();
    }

    /** An index of further pictures behind this one, which are not written. */
    private static boolean isIndex(JpegSegment segment) {
        byte[] data = segment.data();
        return segment.marker() == APP2 && data.length > 3 && data[0] == 'M' && data[1] == 'P' && data[2] == 'F';
    }

    private void segment(int marker, byte[] data) throws IOException {
        out.writeShort(0xff00 | marker);
        out.writeShort(data.length + 2);
        out.write(data);
    }

    /** Writes the tables, each once, and gives them in the order of their numbers. */
    private List<int[]> quantization() throws IOException {
        List<int[]> tables = new ArrayList<>();
        for (JpegComponent component : image.components()) {
            int[] table = component.quantization();
            if (tables.stream().noneMatch(known -> Arrays.equals(known, table))) {
                boolean wide = Arrays.stream(table).anyMatch(value -> value > 255);
                out.writeShort(0xffdb);
                out.writeShort(wide ? 131 : 67);
                out.write((wide ? 0x10 : 0) | tables.size());
                for (int i = 0; i < 64; i++) {
                    int value = table[ZigZag.natural(i)];
                    if (wide) {
                        out.writeShort(value);
                    } else {
                        out.write(value);
                    }
                }
                tables.add(table);
            }
        }
        return tables;
    }

    private void frame(List<int[]> quantization) throws IOException {
        boolean wide = quantization.stream().flatMapToInt(Arrays::stream).anyMatch(value -> value > 255);
        List<JpegComponent> components = image.components();
        out.writeShort(wide ? 0xffc1 : 0xffc0);
        out.writeShort(8 + 3 * components.size());
        out.write(8);
        out.writeShort(image.height());
        out.writeShort(image.width());
        out.write(components.size());
        for (JpegComponent component : components) {
            out.write(component.id());
            out.write(component.horizontal() << 4 | component.vertical());
            int number = 0;
            while (!Arrays.equals(quantization.get(number), component.quantization())) {
                number++;
            }
            out.write(number);
        }
    }

    private void codes(HuffmanEncoder[] dc, HuffmanEncoder[] ac) throws IOException {
        int[][] dcCounts = new int[2][257];
        int[][] acCounts = new int[2][257];
        eachBlock((component, coefficients, block, difference) -> {
            dcCounts[table(component)][length(difference)]++;
            count(acCounts[table(component)], coefficients, block);
        });
        for (int i = 0; i < (image.components().size() == 1 ? 1 : 2); i++) {
            dc[i] = HuffmanEncoder.of(dcCounts[i]);
            ac[i] = HuffmanEncoder.of(acCounts[i]);
            segment(0xc4, dc[i].table(i));
            segment(0xc4, ac[i].table(0x10 | i));
        }
    }

    private void scanHeader() throws IOException {
        List<JpegComponent> components = image.components();
        out.writeShort(0xffda);
        out.writeShort(6 + 2 * components.size());
        out.write(components.size());
        for (int i = 0; i < components.size(); i++) {
            out.write(components.get(i).id());
            out.write(table(i) * 0x11);
        }
        out.write(0);
        out.write(63);
        out.write(0);
    }

    /** The first component has codes of its own, the others share some. */
    private static int table(int component) {
        return Math.min(component, 1);
    }

    /** In the order of the file, each with how its mean differs from the one before. */
    private void eachBlock(BlockAction action) throws IOException {
        List<JpegComponent> components = image.components();
        JpegComponent first = components.get(0);
        int unitsAcross = first.blocksAcross() / first.horizontal();
        int unitsDown = first.blocksDown() / first.vertical();
        int[] before = new int[components.size()];
        for (int y = 0; y < unitsDown; y++) {
            for (int x = 0; x < unitsAcross; x++) {
                for (int i = 0; i < components.size(); i++) {
                    JpegComponent component = components.get(i);
                    for (int v = 0; v < component.vertical(); v++) {
                        for (int h = 0; h < component.horizontal(); h++) {
                            int block = component.at(x * component.horizontal() + h, y * component.vertical() + v);
                            int mean = component.coefficients()[block];
                            action.take(i, component.coefficients(), block, mean - before[i]);
                            before[i] = mean;
                        }
                    }
                }
            }
        }
    }

    private static void count(int[] counts, short[] coefficients, int block) {
        int zeros = 0;
        for (int i = 1; i < 64; i++) {
            int value = coefficients[block + ZigZag.natural(i)];
            if (value == 0) {
                zeros++;
                continue;
            }
            counts[0xf0] += zeros >> 4;
            counts[(zeros & 15) << 4 | length(value)]++;
            zeros = 0;
        }
        if (zeros > 0) {
            counts[0]++;
        }
    }

    private static void encode(
            BitWriter bits, HuffmanEncoder dc, HuffmanEncoder ac, short[] coefficients, int block, int difference)
            throws IOException {
        dc.write(bits, length(difference));
        bits.writeSigned(difference, length(difference));
        int zeros = 0;
        for (int i = 1; i < 64; i++) {
            int value = coefficients[block + ZigZag.natural(i)];
            if (value == 0) {
                zeros++;
                continue;
            }
            for (; zeros > 15; zeros -= 16) {
                ac.write(bits, 0xf0);
            }
            int length = length(value);
            ac.write(bits, zeros << 4 | length);
            bits.writeSigned(value, length);
            zeros = 0;
        }
        if (zeros > 0) {
            ac.write(bits, 0);
        }
    }

    /** How many bits a number has, its sign apart. */
    private static int length(int value) {
        return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    }

    @FunctionalInterface
    private interface BlockAction {
        void take(int component, short[] coefficients, int block, int difference) throws IOException;
    }
}

package io.fluxfill.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Jackson is the judge: what it reads is read alike, and what it refuses is refused. */
class TreeReaderPropertyTest {
    private static final int TRIES = 500;

    private static final Comparator<JsonNode> BY_CONTENT = (a, b) -> {
        boolean same = a.isTextual() && b.isTextual() ? a.textValue().equals(b.textValue()) : a.equals(b);
        return same ? 0 : 1;
    };

    private final ObjectReader jackson =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final TreeReader reader = new TreeReader(jackson);

    @Property(tries = TRIES)
    void json_is_read_as_jackson_reads_it(@ForAll("json") String json) {
        assertReadAlike(json.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = TRIES)
    void damaged_json_is_read_or_refused_as_jackson_does(
            @ForAll("json") String json, @ForAll int place, @ForAll("damages") byte[] damage, @ForAll boolean cut) {
        byte[] sound = json.getBytes(StandardCharsets.UTF_8);
        int at = Math.floorMod(place, sound.length);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(sound, 0, at);
        damaged.writeBytes(damage);
        if (!cut) {
            damaged.write(sound, at + 1, sound.length - at - 1);
        }
        assertReadAlike(damaged.toByteArray());
    }

    private void assertReadAlike(byte[] json) {
        Optional<JsonNode> expected = tried(() -> jackson.readTree(json));
        Optional<JsonNode> read = tried(() -> reader.read(Utf8.of(json)));
        Optional<JsonNode> readOnce = tried(() -> reader.readOnce(Utf8.of(json.clone())));

        assertThat(read.isPresent()).isEqualTo(expected.isPresent());
        assertThat(readOnce.isPresent()).isEqualTo(expected.isPresent());
        expected.ifPresent(tree -> {
            assertThat(tree.equals(BY_CONTENT, read.get())).isTrue();
            assertThat(tree.equals(BY_CONTENT, readOnce.get())).isTrue();
        });
    }

    @Provide
    Arbitrary<byte[]> damages() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(3),
                Arbitraries.of("\"", "\\", "\n", "\\u00e9", "\\\"", "{", "]", ",")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> scalar = Arbitraries.oneOf(
                Arbitraries.of("null", "true", "false", "0", "-1", "12345678901234567890", "1.50", "1e400", "-0.0"),
                strings(),
                strings());
        return Arbitraries.lazyOf(() -> scalar, () -> values(scalar), () -> fields(scalar), () -> fields(json()));
    }

    private static Arbitrary<String> values(Arbitrary<String> value) {
        return Combinators.combine(value.list().ofMaxSize(3), space())
                .as((values, space) -> "[" + space + String.join(space + "," + space, values) + space + "]");
    }

    private static Arbitrary<String> fields(Arbitrary<String> value) {
        // Few names, so that some come twice.
        Arbitrary<String> name = Arbitraries.oneOf(Arbitraries.of("\"a\"", "\"b\"", "\"\\u0061\""), strings());
        Arbitrary<String> field = Combinators.combine(name, space(), value).as((n, space, v) -> n + space + ":" + v);
        return Combinators.combine(field.list().ofMaxSize(5), space())
                .as((fields, space) -> space + "{" + String.join(space + ",", fields) + space + "}" + space);
    }

    /** Strings with their quotes, short and long, plain and with all that a string can have in it. */
    private static Arbitrary<String> strings() {
        Arbitrary<String> piece = Arbitraries.of(
                "",
                "a",
                "{\\\"a\\\": \\\"b\\\"}",
                "\\\\",
                "\\/\\b\\f\\n\\r\\t",
                "é",
                "€\u007F",
                "\uD83D\uDE00",
                "\\u00e9",
                "\\ud800");
        Arbitrary<String> filling = Arbitraries.integers()
                .between(-9000, 9000)
                .map(more -> "x".repeat(Math.max(0, LongTextParser.SHORTEST + more)));
        Arbitrary<List<String>> shortOnes = piece.list().ofMaxSize(4);
        Arbitrary<List<String>> longOnes = Combinators.combine(piece, filling, piece, filling, piece)
                .as((a, b, c, d, e) -> List.of(a, b, c, d, e));
        return Arbitraries.frequencyOf(Tuple.of(3, shortOnes), Tuple.of(2, longOnes))
                .map(pieces -> "\"" + String.join("", pieces) + "\"");
    }

    private static Arbitrary<String> space() {
        return Arbitraries.of("", " ", "\n", "\t\r\n  ");
    }

    private static Optional<JsonNode> tried(Read read) {
        try {
            return Optional.of(read.tree());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Read {
        JsonNode tree() throws IOException;
    }
}

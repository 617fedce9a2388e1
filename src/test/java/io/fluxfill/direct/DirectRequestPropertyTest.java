package io.fluxfill.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.TreeReader;
import io.fluxfill.json.Utf8;
import io.fluxfill.preserve.PictureEditor;
import io.fluxfill.rules.Checked;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.storage.S3Pictures;
import io.fluxfill.testing.Parts;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any JSON at all in the fields that are known, and beside them. */
class DirectRequestPropertyTest {
    private static final int TRIES = 2000;

    /** Far more than one takes, so that only what grows out of bounds goes beyond it. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static final List<String> OWN =
            List.of("wait", "output", "idempotency_key", "preserve", "mask_grow", "id", "polling_url");

    private static final List<String> FIELDS = Stream.of(Endpoint.FILL_FINETUNED.fields(), OWN, List.of("colour"))
            .flatMap(Collection::stream)
            .toList();

    private final Parts parts = new Parts();
    private final DirectRequestReader reader = new DirectRequestReader(
            parts.rules,
            new PictureEditor(1_000_000, false),
            parts.bfl.poller(),
            new S3Pictures(parts.store, any -> true, 1),
            Optional.empty(),
            false);
    private final TreeReader json = new TreeReader(new ObjectMapper().reader());

    @Property(tries = TRIES)
    void the_rules_find_any_body_valid_or_invalid(@ForAll Endpoint endpoint, @ForAll("bodies") String body)
            throws IOException {
        ObjectNode read = read(body);

        Checked checked = assertTimeout(BOUND, () -> parts.rules.check(endpoint, read, Parts.NO_PICTURES));

        assertThat(checked).isInstanceOfAny(Checked.Valid.class, Checked.Invalid.class);
    }

    @Property(tries = TRIES)
    void any_event_is_a_request_or_invalid_and_stays_as_it_was(@ForAll("bodies") String body) throws IOException {
        ObjectNode event = read(body);
        ObjectNode before = event.deepCopy();

        ErrorType refused = assertTimeout(BOUND, () -> refusal(event));

        assertThat(refused).isIn(null, ErrorType.INVALID_REQUEST);
        assertThat(event).isEqualTo(before);
    }

    @Property(tries = TRIES)
    void a_null_in_the_functions_own_fields_changes_nothing(@ForAll("bodies") String body) throws IOException {
        ObjectNode event = read(body);
        event.remove(OWN);
        ObjectNode withNulls = event.deepCopy();
        OWN.forEach(withNulls::putNull);

        assertThat(outcome(withNulls)).isEqualTo(outcome(event));
    }

    private ErrorType refusal(ObjectNode event) {
        try {
            reader.read(event, parts.in(90));
            return null;
        } catch (FluxFillException e) {
            return e.type();
        }
    }

    private String outcome(ObjectNode event) {
        try {
            return reader.read(event, parts.in(90)).toString();
        } catch (FluxFillException e) {
            return e.toString();
        }
    }

    /** An object, or an empty one where the text goes beyond the limits of JSON. */
    private ObjectNode read(String body) throws IOException {
        try {
            return (ObjectNode) json.read(Utf8.of(body));
        } catch (StreamConstraintsException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> value = Arbitraries.lazyOf(
                DirectRequestPropertyTest::numbers,
                DirectRequestPropertyTest::texts,
                () -> Arbitraries.of("null", "true", "false", "[]", "{}", "[null]", "{\"a\":[1]}"),
                () -> Arbitraries.of("\"" + Parts.PIXEL + "\"", "20", "\"jpeg\"", "\"https://a.example/b\""));
        return Arbitraries.maps(Arbitraries.of(FIELDS), value)
                .ofMaxSize(FIELDS.size())
                .map(fields -> fields.entrySet().stream()
                        .map(DirectRequestPropertyTest::field)
                        .collect(Collectors.joining(",", "{", "}")));
    }

    private static String field(Map.Entry<String, String> field) {
        return "\"" + field.getKey() + "\":" + field.getValue();
    }

    private static Arbitrary<String> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(1000);
        Arbitrary<String> exponents =
                Arbitraries.of("", "e5", "e400", "E-400", "e99999999999", "e-99999999999", ".5e+7");
        Arbitrary<String> odd = Arbitraries.of("0", "-0.0", "1.5", "100", "9223372036854775808", "1e2147483648");
        Arbitrary<String> any = Combinators.combine(Arbitraries.of("", "-"), digits, exponents)
                .as((sign, integer, exponent) -> sign + integer.replaceFirst("^0+(?=.)", "") + exponent);
        return Arbitraries.oneOf(any, odd);
    }

    /** Texts that other types read as well, and any others; with their quotes. */
    private static Arbitrary<String> texts() {
        Arbitrary<String> odd = Arbitraries.of(
                "",
                " 5 ",
                "1e99999999999",
                "nan",
                "-inf",
                "1_0",
                "0".repeat(5000),
                "9".repeat(100_000),
                "1" + "_1".repeat(50_000),
                " ".repeat(100_000) + "1",
                "s3://b/../c",
                "s3://bucket//k%20y",
                "data:;base64,",
                "data:" + ";".repeat(50_000),
                "http://" + "a.".repeat(1000),
                "http://[" + ":".repeat(2000),
                "http://0x" + "f".repeat(2000),
                "http://" + "%41".repeat(600),
                "https://api.bfl.ai/v1/get_result?id=" + "&".repeat(1000),
                "\\ud800",
                "\\u0000");
        Arbitrary<String> any = Arbitraries.strings()
                .ofMaxLength(40)
                .map(text -> new TextNode(text).toString())
                .map(quoted -> quoted.substring(1, quoted.length() - 1));
        return Arbitraries.oneOf(odd, any).map(text -> "\"" + text + "\"");
    }
}

package io.fluxfill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what pydantic said to the bodies of {@code src/test/pydantic/generate.py}. */
class PydanticCorpusTest {
    /** Reads integers as long as Python does, 4300 digits. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNumberLength(4300).build())
            .build());

    private static final List<JsonNode> CORPUS = corpus();
    private static final String PICTURE = Pictures.base64(Pictures.transparentPng(1, 1));
    private static final int SHOWN = 100;

    private final FillRules rules = new FillRules(new PictureLimits(1_000, 1_000), 30_000);

    /** The corpus by endpoint and by the field that its bodies are about. */
    static Stream<Arguments> cases() {
        return CORPUS.stream()
                .collect(Collectors.groupingBy(PydanticCorpusTest::subject, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(cases -> Arguments.of(cases.getKey(), cases.getValue()));
    }

    private static String subject(JsonNode line) {
        String field = "image";
        for (Iterator<String> fields = body(line).fieldNames(); fields.hasNext(); ) {
            field = fields.next();
        }
        return line.get("endpoint").textValue() + " " + field;
    }

    private static ObjectNode body(JsonNode line) {
        return (ObjectNode) parsed(line.get("body").textValue().replace("PICTURE", PICTURE));
    }

    private static List<JsonNode> corpus() {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/pydantic.jsonl"))) {
            return lines.map(PydanticCorpusTest::parsed).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(JsonNode line) {
        String body = line.get("body").textValue();
        return line.get("endpoint").textValue() + " "
                + (body.length() > SHOWN ? body.substring(0, SHOWN) + "… (" + body.length() + ")" : body);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void every_body_is_accepted_converted_or_refused_as_by_pydantic(String subject, List<JsonNode> lines) {
        assertThat(lines).allSatisfy(line -> {
            Checked checked = rules.check(endpoint(line), body(line), Parts.NO_PICTURES);

            if (line.has("sent")) {
                JsonNode sent = parsed(line.get("sent").toString().replace("PICTURE", PICTURE));
                assertThat(checked).as(shown(line)).isInstanceOf(Checked.Valid.class);
                assertThat(JSON.readTree(
                                ((Checked.Valid) checked).request().toJson().bytes()))
                        .as(shown(line))
                        .isEqualTo(sent);
            } else {
                List<ValidationError> faults =
                        JSON.convertValue(line.get("faults"), new TypeReference<List<ValidationError>>() {});
                assertThat(checked).as(shown(line)).isEqualTo(new Checked.Invalid(faults));
            }
        });
    }

    private static Endpoint endpoint(JsonNode line) {
        return Arrays.stream(Endpoint.values())
                .filter(candidate ->
                        candidate.operation().equals(line.get("endpoint").textValue()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

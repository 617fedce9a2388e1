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

/**
 * Replays what pydantic said to the bodies of {@code src/test/pydantic/generate.py}. The verdict is the same but for a
 * {@code webhook_url} that pydantic refuses for what is inside its host or port: that is sent as it is, for BFL to refuse.
 */
class PydanticCorpusTest {
    /** Reads integers as long as Python does, 4300 digits. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNumberLength(4300).build())
            .build());

    private static final List<JsonNode> CORPUS = corpus();
    private static final String PICTURE = Pictures.base64(Pictures.transparentPng(1, 1));
    private static final int SHOWN = 100;
    private static final String WEBHOOK_URL = "webhook_url";

    /** A host of a soft hyphen or a zero-width space, of which pydantic sees nothing. */
    private static final String INVISIBLE_HOST = "https://[\\u00AD\\u200B]";

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

            List<ValidationError> faults = faults(line);
            if (faults.isEmpty()) {
                assertThat(checked).as(shown(line)).isInstanceOf(Checked.Valid.class);
                assertThat(JSON.readTree(
                                ((Checked.Valid) checked).request().toJson().bytes()))
                        .as(shown(line))
                        .isEqualTo(sent(line));
            } else {
                assertThat(checked).as(shown(line)).isEqualTo(new Checked.Invalid(faults));
            }
        });
    }

    /** Pydantic's faults, without those that are left to BFL. */
    private static List<ValidationError> faults(JsonNode line) {
        if (line.has("sent")) {
            return List.of();
        }
        List<ValidationError> faults =
                JSON.convertValue(line.get("faults"), new TypeReference<List<ValidationError>>() {});
        String url = body(line).path(WEBHOOK_URL).asText();
        return faults.stream().filter(fault -> !isLeftToBfl(fault, url)).toList();
    }

    private static boolean isLeftToBfl(ValidationError fault, String url) {
        return fault.loc().contains(WEBHOOK_URL)
                && (fault.msg().startsWith("Input should be a valid URL, invalid ") || url.matches(INVISIBLE_HOST));
    }

    /** What is sent to BFL: what pydantic makes of the body, or what it refuses, as it is. */
    private static JsonNode sent(JsonNode line) {
        return line.has("sent") ? parsed(line.get("sent").toString().replace("PICTURE", PICTURE)) : body(line);
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

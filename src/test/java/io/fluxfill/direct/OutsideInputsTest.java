package io.fluxfill.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.face.Face;
import io.fluxfill.log.EventLog;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.ScriptedTransport.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Direct events as other people's programs write them. Each line of {@code src/test/resources/outside-inputs.jsonl} has the
 * {@code kind} of what is unusual in its {@code event}, and either what is {@code sent} to BFL and how long the answer waits
 * for a picture that does not come ({@code waits_ms}), or the {@code faults} for which nothing is sent.
 */
class OutsideInputsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Parts parts = new Parts();
    private final Face face = parts.assembly.directFace();

    static List<Arguments> inputs() throws IOException {
        List<Arguments> inputs = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/outside-inputs.jsonl"))) {
            JsonNode input = JSON.readTree(line);
            inputs.add(Arguments.of(input.get("kind").textValue(), input));
        }
        return inputs;
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("inputs")
    void what_others_send_is_understood_or_refused_for_the_right_reason(String kind, JsonNode input)
            throws IOException {
        if (input.has("sent")) {
            assertSent(input);
        } else {
            FluxFillException failure = catchThrowableOfType(FluxFillException.class, () -> answer(input));
            assertThat(failure.data().get("detail")).isEqualTo(input.get("faults"));
            assertThat(parts.bflHost.calls()).isEmpty();
        }
    }

    private void assertSent(JsonNode input) throws IOException {
        parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, Parts.PENDING).forEver();

        answer(input);

        Call submit = parts.bflHost.calls().get(0);
        long waits = input.get("waits_ms").longValue();
        assertThat(submit.address()).isEqualTo("https://api.bfl.ai/v1/flux-pro-1.0-fill");
        assertThat(JSON.readTree(submit.body())).isEqualTo(input.get("sent"));
        assertThat(parts.time.elapsed()).isBetween(Duration.ofMillis(waits * 8 / 10), Duration.ofMillis(waits));
    }

    private ObjectNode answer(JsonNode input) {
        return (ObjectNode) face.answer((ObjectNode) input.get("event"), new EventLog(parts.time).begin());
    }
}

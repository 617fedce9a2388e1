package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.NullNode;
import io.fluxfill.json.LongText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final String LONG = "A".repeat(100_000);

    private final ObjectMapper mapper = new ObjectMapper();

    @BeforeEach
    void customize() {
        new EventReader().customize(mapper);
    }

    @Test
    void a_picture_stays_in_the_bytes_of_the_event() throws IOException {
        JsonNode event = read("{\"steps\": 20, \"image\": \"" + LONG + "\", \"mask\": \"" + LONG + "\"}");

        assertThat(event.get("steps").intValue()).isEqualTo(20);
        assertThat(event.get("image")).isInstanceOf(LongText.class);
        assertThat(event.get("image").textValue()).isEqualTo(LONG);
        assertThat(LongText.of(event.get("mask")).array())
                .isSameAs(LongText.of(event.get("image")).array());
    }

    @Test
    void so_does_an_http_body_with_pictures() throws IOException {
        JsonNode event = read("{\"body\": \"{\\\"image\\\": \\\"" + LONG + "\\\"}\"}");

        assertThat(event.get("body")).isInstanceOf(LongText.class);
        assertThat(event.get("body").textValue()).isEqualTo("{\"image\": \"" + LONG + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1, {\"a\": \"b\"}]", "\"text\"", "1", "1.5", "true", " {\"a\": null} {\"b\": 1}"})
    void any_json_is_an_event(String json) throws IOException {
        assertThat(read(json)).isEqualTo(new ObjectMapper().readTree(json));
    }

    @Test
    void null_is_an_event() throws IOException {
        assertThat(read("null")).isEqualTo(NullNode.getInstance());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE"})
    void an_event_in_another_encoding_is_read_as_well(String encoding) throws IOException {
        byte[] event = ("{\"a\": \"é" + LONG + "\"}").getBytes(Charset.forName(encoding));

        assertThat(read(event).get("a").textValue()).isEqualTo("é" + LONG);
    }

    @Test
    void an_event_that_is_no_stream_is_read_as_well() throws IOException {
        assertThat(mapper.readValue("{\"a\": 1}", Event.class).tree().get("a").intValue())
                .isEqualTo(1);
        byte[] bytes = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
        assertThat(mapper.readValue(bytes, Event.class).tree().get("a").intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{]",
                "[",
                "\"a",
                "{\"a\": \"b}",
                "PLANTED",
                "{\u0000\"\u0000a\u0000\"\u0000:\u00001\u0000}\u0000"
            })
    void what_is_not_json_is_refused_as_by_jackson(String json) {
        assertThatThrownBy(() -> read("  " + json)).isInstanceOf(JsonParseException.class);
    }

    @Test
    void an_event_without_anything_in_it_is_refused() {
        assertThatThrownBy(() -> read("")).isInstanceOf(MismatchedInputException.class);
    }

    @Test
    void too_deep_an_event_is_refused() {
        assertThatThrownBy(() -> read("{\"a\":".repeat(1001))).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"UTF-8", "UTF-16BE"})
    void an_event_with_too_much_in_it_is_refused_in_any_encoding(String encoding) {
        String many = String.join(",", Collections.nCopies(2_000_000, "{}"));

        assertThatThrownBy(() -> read(("{\"a\":[" + many + "]}").getBytes(Charset.forName(encoding))))
                .isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> read(("[" + many + "]").getBytes(Charset.forName(encoding))))
                .isInstanceOf(StreamConstraintsException.class);
    }

    @Test
    void the_text_for_logs_reveals_nothing_of_it() throws IOException {
        assertThat(new Event(read("{\"image\": \"PLANTED\"}"))).hasToString("OBJECT");
    }

    private JsonNode read(String json) throws IOException {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode read(byte[] json) throws IOException {
        Event event = mapper.readerFor(Event.class).readValue(new ByteArrayInputStream(json));
        return event.tree();
    }
}

package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRedactionTest {
    private static final String KEY = "odd/planted+key=\"7";

    @Test
    void the_key_is_struck_literally_wherever_it_stands() throws JsonProcessingException {
        JsonNode said =
                json("{'a': 'key KEY is unknown, KEY!', 'b': [1, ['KEY'], {'KEY': {'xKEYx': true}}], 'c': 'ok'}");

        assertThat(new KeyRedaction(KEY).in(said))
                .isEqualTo(json("{'a': 'key … is unknown, …!', 'b': [1, ['…'], {'…': {'x…x': true}}], 'c': 'ok'}"));
    }

    @Test
    void it_is_struck_as_it_stands_in_a_url() throws JsonProcessingException {
        JsonNode said = json("{'a': 'https://x/?key=odd%2Fplanted%2Bkey%3D%227&b=c'}");

        assertThat(new KeyRedaction(KEY).in(said)).isEqualTo(json("{'a': 'https://x/?key=…&b=c'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", ":more"})
    void it_is_struck_in_base64_whatever_follows_it(String more) throws JsonProcessingException {
        String encoded = Base64.getEncoder().encodeToString((KEY + more).getBytes());
        JsonNode said = json("{'a': 'Basic " + encoded + "'}");

        String struck = new KeyRedaction(KEY).in(said).get("a").textValue();
        assertThat(struck).startsWith("Basic …").hasSizeLessThan("Basic …".length() + 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'KEY'", "null", "17", "[]", "{}"})
    void whatever_the_json_is(String text) throws JsonProcessingException {
        assertThat(new KeyRedaction(KEY).in(json(text)).toString()).doesNotContain("planted");
    }

    @Test
    void a_key_of_less_than_six_characters_is_no_secret_but_a_part_of_words() throws JsonProcessingException {
        assertThat(new KeyRedaction("Ready").in(json("{'status': 'Ready'}"))).isEqualTo(json("{'status': 'Ready'}"));
        assertThat(new KeyRedaction("secret").in(json("{'a': 'my secret'}"))).isEqualTo(json("{'a': 'my …'}"));
    }

    @Test
    void depth_does_no_harm() throws JsonProcessingException {
        String deep = "[".repeat(900) + "'KEY'" + "]".repeat(900);

        assertThat(new KeyRedaction(KEY).in(json(deep)).toString())
                .contains("…")
                .doesNotContain("planted");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"').replace("KEY", KEY.replace("\"", "\\\"")));
    }
}

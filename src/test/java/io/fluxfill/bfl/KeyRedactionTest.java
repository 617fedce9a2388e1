package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Json;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRedactionTest {
    private static final String KEY = "odd/planted+key=\"7";

    @Test
    void the_key_is_struck_literally_wherever_it_stands() {
        JsonNode said = jsonWithKey(
                "{'a': 'key KEY is unknown, KEY!', 'b': [1, ['KEY'], {'KEY': {'xKEYx': true}}], 'c': 'ok'}");

        assertThat(new KeyRedaction(KEY).in(said))
                .isEqualTo(
                        jsonWithKey("{'a': 'key … is unknown, …!', 'b': [1, ['…'], {'…': {'x…x': true}}], 'c': 'ok'}"));
    }

    @Test
    void the_key_is_struck_as_it_stands_in_a_url() {
        JsonNode said = jsonWithKey("{'a': 'https://x/?key=odd%2Fplanted%2Bkey%3D%227&b=c'}");

        assertThat(new KeyRedaction(KEY).in(said)).isEqualTo(jsonWithKey("{'a': 'https://x/?key=…&b=c'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", ":more"})
    void the_key_is_struck_in_base64_whatever_follows_it(String more) {
        String encoded = Base64.getEncoder().encodeToString((KEY + more).getBytes());
        JsonNode said = jsonWithKey("{'a': 'Basic " + encoded + "'}");

        String struck = new KeyRedaction(KEY).in(said).get("a").textValue();
        assertThat(struck).startsWith("Basic …").hasSizeLessThan("Basic …".length() + 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'KEY'", "null", "17", "[]", "{}"})
    void the_key_is_struck_whatever_the_json_is(String text) {
        assertThat(new KeyRedaction(KEY).in(jsonWithKey(text)).toString()).doesNotContain("planted");
    }

    @Test
    void a_key_of_less_than_six_characters_is_no_secret_but_a_part_of_words() {
        assertThat(new KeyRedaction("Ready").in(jsonWithKey("{'status': 'Ready'}")))
                .isEqualTo(jsonWithKey("{'status': 'Ready'}"));
        assertThat(new KeyRedaction("secret").in(jsonWithKey("{'a': 'my secret'}")))
                .isEqualTo(jsonWithKey("{'a': 'my …'}"));
    }

    @Test
    void the_key_is_struck_at_any_depth() {
        String deep = "[".repeat(900) + "'KEY'" + "]".repeat(900);

        assertThat(new KeyRedaction(KEY).in(jsonWithKey(deep)).toString())
                .contains("…")
                .doesNotContain("planted");
    }

    private static JsonNode jsonWithKey(String text) {
        return Json.read(text.replace("KEY", KEY));
    }
}

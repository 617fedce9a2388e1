package io.fluxfill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.http.ApiGateway;
import io.fluxfill.rules.Checked;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRules;
import io.fluxfill.rules.PictureLimits;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.Parts;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The events that are measured: of the size that they are said to have, and right. */
class PayloadsTest {
    private static final FillRules RULES = new FillRules(new PictureLimits(20_000_000, 20_000_000), 30_000);

    @ParameterizedTest
    @ValueSource(ints = {700, 1024, 1025, 1026, 1027, 100_003, Payloads.MOST_BYTES})
    void a_direct_event_has_the_size_that_is_asked_for_and_breaks_no_rule(int bytes) {
        byte[] event = Payloads.direct(bytes, "");

        assertThat(event).hasSize(bytes);
        assertValid(Json.read(event));
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 2049, 100_003, Payloads.MOST_BYTES})
    void an_http_event_has_the_size_that_is_asked_for_and_its_body_breaks_no_rule(int bytes) {
        byte[] event = Payloads.http(bytes);

        assertThat(event).hasSize(bytes);
        assertThat(ApiGateway.isVersion1((ObjectNode) Json.read(event))).isTrue();
        assertValid(Json.read(Json.read(event).get("body").textValue()));
    }

    @Test
    void a_small_http_event_has_a_body_of_one_kilobyte() {
        JsonNode event = Json.read(Shape.SMALL_HTTP.event());

        assertThat(event.get("body").textValue()).hasSize(1024);
    }

    @Test
    void an_event_of_an_http_api_is_one_in_payload_version_2() {
        String body = Payloads.request(1024, "");
        ObjectNode event = (ObjectNode) Json.read(Payloads.httpEventV2("POST", "/v1/any", "id=1", body));

        assertThat(ApiGateway.isVersion2(event)).isTrue();
        assertThat(event.get("body").textValue()).isEqualTo(body);
    }

    @Test
    void further_fields_take_no_more_room() {
        byte[] event = Payloads.direct(1024, Json.text("'wait':20,"));

        assertThat(event).hasSize(1024);
        assertThat(Json.read(event).get("wait").asInt()).isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void the_pictures_take_nearly_all_of_an_event(Shape shape) {
        JsonNode event = Json.read(shape.event());
        JsonNode request =
                shape.face() == Face.HTTP ? Json.read(event.get("body").textValue()) : event;
        int pictures = request.get("image").textValue().length()
                + request.get("mask").textValue().length();

        assertThat(pictures).isGreaterThan(request.toString().length() - 200);
        assertThat(Base64.getDecoder().decode(request.get("image").textValue())).isNotEmpty();
    }

    @Test
    void two_pictures_do_not_fit_into_anything() {
        assertThatIllegalArgumentException().isThrownBy(() -> Payloads.direct(200, ""));
    }

    private static void assertValid(JsonNode request) {
        assertThat(RULES.check(Endpoint.FILL, (ObjectNode) request, Parts.NO_PICTURES))
                .isInstanceOf(Checked.Valid.class);
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(request.toString()))
                .isTrue();
    }
}

package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the sample events are requests which BFL would take, or refuse, as their names say. */
class SampleEventsTest extends StandInFixture {

    private static final Path EVENTS = Path.of("infra/events");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "direct-submit",
                "direct-wait",
                "direct-alpha",
                "api-gateway-v1-submit",
                "api-gateway-v1-submit-base64",
                "api-gateway-v2-submit",
                "api-gateway-v2-submit-wait",
                "function-url-submit",
                "alb-submit"
            })
    void sample_events_hold_requests_that_end_ready(String name) throws Exception {
        assertThat(finished(body(name)).get("status").textValue()).isEqualTo("Ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct-finetuned", "api-gateway-v2-finetuned"})
    void sample_events_hold_requests_for_a_finetune(String name) throws Exception {
        assertThat(submitFinetuned(body(name)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid-mask-size", "invalid-no-mask"})
    void sample_events_hold_requests_whose_pictures_are_refused(String name) throws Exception {
        assertThat(submit(body(name)).statusCode()).isEqualTo(422);
    }

    @Test
    void sample_events_hold_a_request_with_a_fault_in_every_field_of_bfl() throws Exception {
        SubmissionForm form = SubmissionForm.read(Operation.FILL, body("invalid-everything"));

        assertThat(form.faults())
                .extracting(fault -> fault.at("/loc/1").textValue())
                .containsExactly(
                        "mask",
                        "prompt",
                        "steps",
                        "prompt_upsampling",
                        "seed",
                        "guidance",
                        "output_format",
                        "safety_tolerance",
                        "webhook_url",
                        "webhook_secret",
                        "user");
    }

    /** The request itself: of an event from HTTP its body, else the event. */
    private static JsonNode body(String name) throws IOException {
        JsonNode event = Json.read(Files.readAllBytes(EVENTS.resolve(name + ".json")));
        if (!event.has("requestContext")) {
            return event;
        }
        String body = event.get("body").textValue();
        boolean encoded = event.get("isBase64Encoded").booleanValue();
        return Json.read(encoded ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8));
    }
}

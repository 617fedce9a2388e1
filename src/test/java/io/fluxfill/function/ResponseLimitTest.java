package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.face.ResponseLimit;
import io.fluxfill.log.EventLog;
import io.fluxfill.testing.Parts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that Lambda would refuse, and what becomes of the task that is paid. */
class ResponseLimitTest extends FunctionFixture {
    private static final int LAMBDA_TAKES = 6_291_556;
    private static final String WARNING =
            "The answer was too large for AWS Lambda: the large parts of it are left out here.";

    @Test
    void a_direct_answer_that_is_too_large_comes_without_its_large_parts() {
        parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, ready("\\\"".repeat(3_200_000)));

        ObjectNode answer = send(function(), fill().put("wait", 20));

        assertThat(answer)
                .isEqualTo(json("{'id': 'abc', 'endpoint': 'flux-pro-1.0-fill', 'status': 'Ready', 'polling_url': '"
                        + Parts.POLLING_URL + "', 'result': {'sample': 'https://delivery.bfl.ai/x', 'seed': 7},"
                        + " 'cost': 5, 'expires_at': '"
                        + answer.path("expires_at").asText() + "', 'warning': '"
                        + WARNING + "'}"));
    }

    /** In the event's answer the body is a text, so every quote in it has grown once more. */
    @Test
    void an_http_answer_is_measured_as_it_leaves() throws JsonProcessingException {
        parts.bflHost.answers(200, Parts.ACCEPTED).answers(200, ready("\\\"".repeat(1_700_000)));
        ObjectNode event = version2("POST", FILL, fill().toString());
        event.withObject("/headers").put("prefer", "wait=20").put("x-correlation-id", "order:7");

        ObjectNode answer = send(function(), event);

        assertThat(answer.get("statusCode").intValue()).isEqualTo(200);
        assertThat(answer.at("/headers/x-correlation-id").textValue()).isEqualTo("order:7");
        assertThat(parts.json.readTree(answer.get("body").textValue()))
                .isEqualTo(json("{'id': 'abc', 'status': 'Ready', 'result': {'sample': 'https://delivery.bfl.ai/x',"
                        + " 'seed': 7}, 'cost': 5, 'polling_url': 'https://localhost/v1/get_result?id=abc&polling_url="
                        + URLEncoder.encode(Parts.POLLING_URL, StandardCharsets.UTF_8) + "', 'warning': '" + WARNING
                        + "'}"));
    }

    @Test
    void a_load_balancer_takes_less() {
        for (String elb : new String[] {"", "elb"}) {
            parts.bflHost.answers(200, ready("x".repeat(1_000_000)));
            ObjectNode event = version1("GET", "/v1/get_result", "");
            event.putObject("queryStringParameters").put("id", "abc");
            event.withObject("/requestContext").putObject(elb);

            ObjectNode answer = send(function(), event);

            assertThat(answer.get("body").textValue().contains("\"warning\"")).isEqualTo(!elb.isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void of_an_answer_with_very_many_parts_the_handle_is_left(boolean http) throws JsonProcessingException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 500_000; i++) {
            many.append("\"name ").append(i).append("\":1,");
        }
        parts.bflHost.answers(200, "{\"id\":\"abc\",\"status\":\"Ready\",\"result\":{" + many + "\"seed\":1}}");
        ObjectNode event = version1("GET", "/v1/get_result", "");
        event.putObject("queryStringParameters").put("id", "abc");

        JsonNode answer = send(function(), http ? event : json("{'id': 'abc'}"));

        assertThat(http ? parts.json.readTree(answer.get("body").textValue()) : answer)
                .isEqualTo(json("{'id': 'abc', 'status': 'Ready', "
                        + (http ? "" : "'polling_url': 'https://api.bfl.ai/v1/get_result?id=abc', ") + "'warning': '"
                        + WARNING + "'}"));
    }

    @Test
    void an_answer_may_be_as_large_as_lambda_takes_it_and_no_larger() {
        ResponseLimit limit = new ResponseLimit(parts.json);
        ObjectNode answer = json("{'id': 'abc', 'prompt': ''}");
        int rest = LAMBDA_TAKES - answer.toString().getBytes(StandardCharsets.UTF_8).length;

        // Bytes are counted, not characters.
        assertThat(limit.fitting(answer.put("prompt", "é".repeat(rest / 2) + "x".repeat(rest % 2))))
                .isSameAs(answer);
        assertThat(limit.fitting(answer.put("prompt", "x".repeat(rest + 1))))
                .isEqualTo(json("{'id': 'abc', 'warning': '" + WARNING + "'}"));
    }

    @Test
    void a_fault_after_a_submit_leaves_the_handle_wherever_it_happens() {
        Parts broken = new Parts(
                new ObjectMapper().registerModule(new SimpleModule().addSerializer(JsonNode.class, new Broken())));
        FluxFillFunction function = new FluxFillFunction(broken.assembly.faces(), new EventLog(broken.time));

        for (ObjectNode event : new ObjectNode[] {fill(), version2("POST", FILL, fill().toString())}) {
            broken.bflHost.answers(200, Parts.ACCEPTED);

            FluxFillException failure =
                    catchThrowableOfType(FluxFillException.class, () -> function.handle(new Event(event)));

            assertThat(failure.type()).isEqualTo(ErrorType.INTERNAL);
            assertThat(failure.describe()).contains("\"polling_url\":\"" + Parts.POLLING_URL + "\"");
        }
    }

    private FluxFillFunction function() {
        return function(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String ready(String prompt) {
        return "{\"id\":\"abc\",\"status\":\"Ready\",\"result\":{\"sample\":\"https://delivery.bfl.ai/x\",\"seed\":7,"
                + "\"prompt\":\"" + prompt + "\"},\"cost\":5}";
    }

    private static final class Broken extends StdSerializer<JsonNode> {
        private static final long serialVersionUID = 1L;

        Broken() {
            super(JsonNode.class);
        }

        @Override
        public void serialize(JsonNode any, JsonGenerator json, SerializerProvider provider) {
            throw new StackOverflowError();
        }
    }
}

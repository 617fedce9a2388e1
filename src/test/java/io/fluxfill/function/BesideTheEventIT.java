package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.lambda.LambdaEmulator;
import io.fluxfill.testing.Planted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The native executable, and what Lambda sends beside an event: whatever is in it, the event is served. */
class BesideTheEventIT {
    private final RawBfl bfl = RawBfl.start(Optional.empty());
    private NativeFunction function;

    @BeforeEach
    void start() throws Exception {
        function = NativeFunction.with(bfl).start();
    }

    @AfterEach
    void stop() {
        function.close();
        bfl.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cognitoIdentityId\":\"eu-central-1:5f0c\",\"cognitoIdentityPoolId\":\"eu-central-1:77aa\"}",
                "{\"identityId\":{\"deep\":[1]}}",
                "[]",
                "no json"
            })
    void a_cognito_identity_fails_no_event(String identity) {
        assertThat(function.submit(0, LambdaEmulator.COGNITO_IDENTITY, identity)
                        .path("status")
                        .asText())
                .isEqualTo("Pending");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"custom\":{\"bedrockAgentCorePropagatedHeaders\":{\"x-trace\":\"1\"}},\"client\":{\"app_title\":\"t\"}}",
                "{\"client\":\"text\",\"env\":[]}",
                "null",
                "7",
                "no json"
            })
    void a_client_context_fails_no_event(String context) {
        String header = Base64.getEncoder().encodeToString(context.getBytes(StandardCharsets.UTF_8));

        assertThat(function.submit(0, "X-Amz-Client-Context", header)
                        .path("status")
                        .asText())
                .isEqualTo("Pending");
    }

    @Test
    void nothing_of_it_is_logged() {
        function.submit(0, LambdaEmulator.COGNITO_IDENTITY, "{\"identity\":\"" + Planted.CALLERS_KEY + "\"}");

        assertThat(function.eventLines(1)).hasSize(1);
        assertThat(function.lambda().log()).noneMatch(line -> line.contains(Planted.CALLERS_KEY));
    }
}

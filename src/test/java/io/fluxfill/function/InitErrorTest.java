package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitErrorTest {
    private static final FluxFillException FAILURE =
            new FluxFillException(ErrorType.MISCONFIGURED, "FLUX Fill cannot start: flux-fill.wait.max is wrong.");

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    @Test
    void lambda_is_told_the_name_and_the_sentence() throws IOException {
        try (LoopbackServer lambda = lambda(202)) {
            InitError.tell(Optional.of(lambda.uri().getAuthority()), FAILURE);
        }

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/2018-06-01/runtime/init/error");
            assertThat(request.header("lambda-runtime-function-error-type")).contains("FluxFill.Misconfigured");
            assertThat(new ObjectMapper().readTree(request.body()))
                    .hasToString("{\"errorMessage\":\"FLUX Fill cannot start: flux-fill.wait.max is wrong.\","
                            + "\"errorType\":\"FluxFill.Misconfigured\",\"stackTrace\":[]}");
        });
    }

    @Test
    void a_lambda_that_refuses_changes_nothing() throws IOException {
        try (LoopbackServer lambda = lambda(500)) {
            String api = lambda.uri().getAuthority();

            assertThatCode(() -> InitError.tell(Optional.of(api), FAILURE)).doesNotThrowAnyException();
        }
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"localhost:1", "no host at all", ""})
    void where_there_is_no_lambda_nothing_happens(String runtimeApi) {
        assertThatCode(() -> InitError.tell(Optional.ofNullable(runtimeApi), FAILURE))
                .doesNotThrowAnyException();
    }

    private LoopbackServer lambda(int status) throws IOException {
        return LoopbackServer.open("lambda", 0, 1000, request -> {
            requests.add(request);
            return Reply.text(status, "");
        });
    }
}

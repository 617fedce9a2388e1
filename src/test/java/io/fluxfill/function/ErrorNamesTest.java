package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.quarkus.amazon.lambda.runtime.FunctionError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorNamesTest {
    private static final String FUNQY = "io.quarkus.funqy.runtime.ApplicationException";

    @Test
    void a_failure_of_the_function_is_reported_by_its_own_name() throws JsonProcessingException {
        String thrown = new FluxFillException(ErrorType.RATE_LIMITED, "slow down: later").toString();

        assertThat(write(new FunctionError(FUNQY, thrown)))
                .isEqualTo("{\"errorType\":\"FluxFill.RateLimited\",\"errorMessage\":\"slow down: later\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.fasterxml.jackson.core.JsonParseException", "java.io.CharConversionException"})
    void an_event_that_cannot_be_read_is_an_invalid_request_and_is_not_quoted(String thrown)
            throws JsonProcessingException {
        assertThat(write(new FunctionError(thrown, "token 'PLANTED'")))
                .isEqualTo("{\"errorType\":\"FluxFill.InvalidRequest\","
                        + "\"errorMessage\":\"The event is not JSON that can be read.\"}");
    }

    @Test
    void an_event_with_too_much_in_it_is_told_what_is_read() throws JsonProcessingException {
        assertThat(write(new FunctionError("com.fasterxml.jackson.core.exc.StreamConstraintsException", "PLANTED")))
                .isEqualTo("{\"errorType\":\"FluxFill.InvalidRequest\",\"errorMessage\":\"The event is JSON beyond what"
                        + " is read here: at most 10000 values and names, 1000 levels, 1000 characters in a number,"
                        + " 50000 in a name and 1000000 in all names.\"}");
    }

    @Test
    void any_other_failure_is_internal_and_its_message_is_not_quoted() throws JsonProcessingException {
        assertThat(write(new FunctionError("java.lang.IllegalStateException", "PLANTED")))
                .isEqualTo("{\"errorType\":\"FluxFill.Internal\","
                        + "\"errorMessage\":\"A fault of this function (java.lang.IllegalStateException).\"}");
    }

    @Test
    void a_failure_without_a_message_is_internal_too() throws JsonProcessingException {
        assertThat(write(new FunctionError("java.lang.NullPointerException", null)))
                .contains("\"errorType\":\"FluxFill.Internal\"");
    }

    private static String write(FunctionError error) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        new ErrorNames().customize(mapper);
        return mapper.writeValueAsString(error);
    }
}

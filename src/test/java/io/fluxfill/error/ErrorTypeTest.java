package io.fluxfill.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTypeTest {

    /** Callers' workflows match these names, and their clients these status codes: a change breaks them. */
    @ParameterizedTest(name = "{0}: {1}, HTTP {2}")
    @CsvSource({
        "INVALID_REQUEST, FluxFill.InvalidRequest, 422",
        "UNAUTHORIZED, FluxFill.Unauthorized, 502",
        "INSUFFICIENT_CREDITS, FluxFill.InsufficientCredits, 402",
        "RATE_LIMITED, FluxFill.RateLimited, 429",
        "UNAVAILABLE, FluxFill.Unavailable, 503",
        "SUBMIT_UNKNOWN, FluxFill.SubmitUnknown, 424",
        "IN_PROGRESS, FluxFill.InProgress, 409",
        "BUDGET_EXCEEDED, FluxFill.BudgetExceeded, 402",
        "REQUEST_MODERATED, FluxFill.RequestModerated, 200",
        "CONTENT_MODERATED, FluxFill.ContentModerated, 200",
        "GENERATION_FAILED, FluxFill.GenerationFailed, 200",
        "TASK_NOT_FOUND, FluxFill.TaskNotFound, 404",
        "OUTPUT_FAILED, FluxFill.OutputFailed, 200",
        "MISCONFIGURED, FluxFill.Misconfigured, 500",
        "INTERNAL, FluxFill.Internal, 500",
    })
    void every_failure_has_its_name_and_its_status_code(ErrorType type, String code, int httpStatus) {
        assertThat(type.code()).isEqualTo(code);
        assertThat(type.httpStatus()).isEqualTo(httpStatus);
    }

    @Test
    void there_is_no_failure_that_the_table_does_not_list() {
        assertThat(ErrorType.values()).hasSize(15);
    }
}

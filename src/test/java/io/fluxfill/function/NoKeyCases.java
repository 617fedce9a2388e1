package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.dev.standin.StandIn;
import io.fluxfill.testing.FakeSsm;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Planted;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** The function and a key that cannot be had at its start. The same case runs on the JVM and on the native executable. */
abstract class NoKeyCases {
    StandIn bfl;
    FakeSsm ssm;

    @Test
    void without_a_key_events_are_taken_and_fail_by_name_until_there_is_one() {
        Response failed = submit();
        assertThat(failed.<String>path("errorType")).isEqualTo("FluxFill.Unauthorized");
        assertThat(failed.<String>path("errorMessage"))
                .isEqualTo("The parameter that flux-fill.bfl.api-key-parameter names does not exist.");
        assertThat(bfl.accepted()).isZero();

        ssm.answers(FakeSsm.parameter(Planted.KEY).withStatus(500));
        assertThat(submit().<String>path("errorType")).isEqualTo("FluxFill.Unavailable");

        ssm.holds(Planted.KEY);
        assertThat(submit().<String>path("status")).isEqualTo("Pending");
    }

    private static Response submit() {
        return RestAssured.given().body("{\"image\":\"" + Parts.PIXEL + "\"}").post();
    }
}

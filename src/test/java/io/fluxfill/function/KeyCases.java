package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.dev.standin.StandIn;
import io.fluxfill.testing.FakeSsm;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Planted;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function and a key that is kept in SSM. The same cases run on the JVM and on the native executable. */
abstract class KeyCases {
    private static final String SUBMIT = "{\"image\":\"" + Parts.PIXEL + "\"}";

    StandIn bfl;
    FakeSsm ssm;
    Integer askedAtStart;

    /** From here on the function has the key in memory, whatever it had before. */
    @BeforeEach
    void theKeyIsTheSameEverywhere() {
        ssm.holds(Planted.KEY);
        bfl.acceptOnly(Planted.KEY);
        assertThat(send(SUBMIT, "status")).isEqualTo("Pending");
    }

    @Test
    void the_key_is_read_before_the_first_event() {
        assertThat(askedAtStart).isEqualTo(1);
    }

    @Test
    void the_key_is_not_read_with_every_event() {
        int asked = ssm.asked();

        assertThat(send(SUBMIT, "status")).isEqualTo("Pending");
        assertThat(ssm.asked()).isEqualTo(asked);
    }

    @Test
    void a_key_that_is_replaced_fails_nobody_and_the_picture_is_paid_once() {
        int asked = ssm.asked();
        int accepted = bfl.accepted();
        int charged = bfl.charged();
        ssm.holds(Planted.NEXT_KEY);
        bfl.acceptOnly(Planted.NEXT_KEY);

        assertThat(send(SUBMIT.replace("}", ",\"wait\":5}"), "status")).isEqualTo("Ready");
        assertThat(bfl.accepted()).isEqualTo(accepted + 1);
        assertThat(bfl.charged()).isEqualTo(charged + 5);
        assertThat(ssm.asked()).isEqualTo(asked + 1);
    }

    @Test
    void the_new_key_is_kept() {
        ssm.holds(Planted.NEXT_KEY);
        bfl.acceptOnly(Planted.NEXT_KEY);
        send(SUBMIT, "status");
        int asked = ssm.asked();

        assertThat(send(SUBMIT, "status")).isEqualTo("Pending");
        assertThat(ssm.asked()).isEqualTo(asked);
    }

    @Test
    void a_refused_key_that_is_still_the_one_kept_is_an_error_by_its_name() {
        int accepted = bfl.accepted();
        bfl.acceptOnly(Planted.NEXT_KEY);

        assertThat(send(SUBMIT, "errorType")).isEqualTo("FluxFill.Unauthorized");
        assertThat(bfl.accepted()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"400, ParameterNotFound", "400, AccessDeniedException", "500, InternalServerError"})
    void a_refused_key_that_cannot_be_read_anew_is_told_until_it_can(int status, String code) {
        bfl.acceptOnly(Planted.NEXT_KEY);
        ssm.refuses(status, code, "not " + Planted.NEXT_KEY);
        assertThat(send(SUBMIT, "errorType")).isEqualTo("FluxFill.Unauthorized");

        ssm.holds(Planted.NEXT_KEY);
        assertThat(send(SUBMIT, "status")).isEqualTo("Pending");
    }

    @Test
    void trouble_with_ssm_is_not_noticed_while_bfl_takes_the_key() {
        ssm.refuses(400, "AccessDeniedException", "not " + Planted.NEXT_KEY);

        assertThat(send(SUBMIT, "status")).isEqualTo("Pending");
    }

    private static String send(String event, String field) {
        Response response = RestAssured.given().body(event).post();
        assertThat(response.asString()).doesNotContain(Planted.KEY, Planted.NEXT_KEY);
        return response.path(field);
    }
}

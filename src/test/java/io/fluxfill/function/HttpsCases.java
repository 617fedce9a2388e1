package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.fill.Parts;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

/** The function and certificates. The same cases run on the JVM and on the native executable. */
abstract class HttpsCases {

    @Test
    void a_submit_goes_out_over_https() {
        assertThat(send("{\"image\":\"" + Parts.PIXEL + "\"}", "status")).isEqualTo("Pending");
    }

    @Test
    void a_host_whose_certificate_nobody_vouches_for_gets_no_request() {
        assertThat(send("{\"finetune_id\":\"mine\",\"image\":\"" + Parts.PIXEL + "\"}", "errorType"))
                .isEqualTo("FluxFill.Unavailable");
    }

    private static String send(String event, String field) {
        return RestAssured.given().body(event).post().path(field);
    }
}

package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.function.HttpsHosts.Doubt;
import io.fluxfill.testing.Parts;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The function and certificates. The same cases run on the JVM and on the native executable. */
abstract class HttpsCases {
    private static final String SUBMIT = "{\"image\":\"" + Parts.PIXEL + "\"}";
    private static final String FINETUNED = "{\"finetune_id\":\"mine\",\"image\":\"" + Parts.PIXEL + "\"}";

    HttpsHosts hosts;

    @Test
    void a_submit_and_a_poll_go_out_over_https() {
        Response task = send(SUBMIT);
        assertThat(task.<String>path("status")).isEqualTo("Pending");
        assertThat(task.<String>path("polling_url")).startsWith("https://");

        assertThat(send(pollOf(hosts.trusted())).<String>path("status")).isEqualTo("Ready");
    }

    @ParameterizedTest
    @EnumSource(Doubt.class)
    void a_host_whose_certificate_is_in_doubt_gets_no_submit(Doubt doubt) {
        hosts.show(doubt);

        assertRefused(FINETUNED, "BFL could not be reached: the connection failed (" + doubt.exception() + ").");
    }

    @ParameterizedTest
    @EnumSource(Doubt.class)
    void a_host_whose_certificate_is_in_doubt_gets_no_poll(Doubt doubt) {
        hosts.show(doubt);

        assertRefused(
                pollOf(hosts.doubtful()),
                "BFL could not be asked for the task: the connection failed (" + doubt.exception() + ").");
    }

    /** The end of TLS and that of the connection arrive one after the other, a moment after the last answer. */
    @RepeatedTest(20)
    void no_submit_goes_out_on_a_connection_whose_end_has_arrived_however_fresh_it_is() {
        hosts.trusted().closeConnections();
        assertThat(send(SUBMIT).<String>path("status")).isEqualTo("Pending");

        hosts.trusted().closeConnections();
        assertThat(send(SUBMIT).<String>path("status")).isEqualTo("Pending");
    }

    /** So that nothing else of that host is what is refused above. */
    @Test
    void the_same_host_is_talked_to_once_there_is_no_doubt() {
        hosts.showValid();
        int before = hosts.doubtful().requests().size();

        assertThat(send(FINETUNED).<String>path("status")).isEqualTo("Pending");
        assertThat(hosts.doubtful().requests()).hasSize(before + 1);
        hosts.doubtful().closeConnections();
    }

    /** Connections are tried, and none of them comes to a request. */
    private void assertRefused(String event, String sentence) {
        int connections = hosts.doubtful().connections();
        int requests = hosts.doubtful().requests().size();

        Response answer = send(event);

        assertThat(answer.<String>path("errorType")).isEqualTo("FluxFill.Unavailable");
        assertThat(answer.<String>path("errorMessage")).startsWith(sentence);
        assertThat(hosts.doubtful().connections()).isGreaterThan(connections);
        assertThat(hosts.doubtful().requests()).hasSize(requests);
    }

    private static String pollOf(RawBfl bfl) {
        return "{\"id\":\"task-1\",\"polling_url\":\"" + bfl.pollingUrl("task-1") + "\"}";
    }

    private static Response send(String event) {
        return RestAssured.given().body(event).post();
    }
}

package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.testing.Http;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Which host knows which task, and what came to each. */
class RegionTest extends StandInFixture {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"a slope, EU2", "[region eu2], EU2", "[region us2], US2", "[region isr], ISR"})
    void the_stand_in_runs_a_task_on_the_region_that_the_prompt_names(String prompt, Host region) throws Exception {
        URI pollingUrl = accepted(prompt);

        assertThat(pollingUrl.getAuthority()).isEqualTo(bfl.url(region).getAuthority());
        for (Host host : Host.values()) {
            URI there = bfl.url(host).resolve("/v1/get_result?" + pollingUrl.getQuery());
            assertThat(http.get(there).statusCode()).isEqualTo(host == region ? 200 : 404);
        }
    }

    @Test
    void the_stand_in_delivers_from_the_region_that_ran_the_task() throws Exception {
        URI sample = sampleOf(finished(request().put("prompt", "[region isr]")));

        assertThat(sample.getAuthority()).isEqualTo(bfl.url(Host.ISR).getAuthority());
        assertThat(http.get(sample).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"EU2", "US2", "ISR"})
    void the_stand_in_runs_a_task_on_the_region_that_took_it(Host region) throws Exception {
        JsonNode answer = Http.json(submitTo(
                bfl.url(region).resolve("/v1/flux-pro-1.0-fill"), request().put("prompt", "[region us2]")));

        assertThat(answer.get("polling_url").textValue())
                .startsWith(bfl.url(region).toString());
    }

    @Test
    void the_stand_in_tells_a_finished_task_without_a_key() throws Exception {
        assertThat(finished(request()).get("status").textValue()).isEqualTo("Ready");
        assertThat(bfl.keysSeen()).containsExactly(StandInOptions.SAMPLE_KEY);
    }

    @Test
    void the_stand_in_remembers_every_key_that_came() throws Exception {
        http.send("GET", bfl.regionUrl().resolve("/v1/get_result?id=x"), null, "x-key", "somebody's");

        assertThat(bfl.keysSeen()).containsExactly("somebody's");
        assertThat(bfl.keyLeaks()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"DELIVERY", "STORAGE"})
    void the_stand_in_counts_polls_by_host(Host host) throws Exception {
        http.get(bfl.url(host).resolve("/v1/get_result?id=nobody"));

        for (Host each : Host.values()) {
            assertThat(bfl.polls(each)).isEqualTo(each == host ? 1 : 0);
        }
    }

    @Test
    void the_stand_in_counts_submits_by_host_whether_or_not_it_accepts_them() throws Exception {
        submit(request());
        submit(request().put("prompt", "[429]"));
        submitFinetuned(request());

        assertThat(bfl.submits(Host.GLOBAL)).isEqualTo(2);
        assertThat(bfl.submits(Host.FINETUNE)).isEqualTo(1);
        assertThat(bfl.submits(Host.EU2)).isZero();
        assertThat(bfl.accepted()).isEqualTo(1);
    }
}

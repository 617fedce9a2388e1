package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.task.TaskHandle;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollingUrlsTest {
    private final TrustedHosts trustedHosts = new TrustedHosts(List.of("localhost:8089"));
    private final PollingUrls urls = new PollingUrls(
            new BflHosts(trusted("https://api.bfl.ai"), trusted("https://proxy.bfl.ai/bfl"), List.of()),
            trustedHosts,
            new PollingUrlCache());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.bfl.ai/v1/get_result?id=a1",
                "https://api.bfl.ai:443/v1/get_result?id=a1",
                "https://api.eu2.bfl.ai/v1/get_result?id=a1",
                "https://api.us-west-1.bfl.ai/v1/get_result?id=a1",
                "https://API.ISR.BFL.AI/v1/get_result?id=a1",
                "https://api.eu2.bfl.ai/v1/get_result?id=%61%31",
                "https://api.eu2.bfl.ai/v1/get_result?region=eu2&id=a1&x",
                "https://proxy.bfl.ai/bfl/v1/get_result?id=a1",
                "http://localhost:8089/v1/get_result?id=a1",
            })
    void a_caller_may_choose_where_bfls_api_tells_of_this_task(String url) {
        assertThat(urls.mayBeChosen(url, Optional.of("a1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // other services of BFL's
                "https://docs.bfl.ai/v1/get_result?id=a1",
                "https://bfl.ai/v1/get_result?id=a1",
                "https://delivery-eu1.bfl.ai/v1/get_result?id=a1",
                "https://api.a.b.bfl.ai/v1/get_result?id=a1",
                "https://xapi.bfl.ai/v1/get_result?id=a1",
                "https://proxy.bfl.ai/v1/get_result?id=a1",
                // other paths
                "https://api.bfl.ai/v1/credits?id=a1",
                "https://api.bfl.ai/v1/get_result/?id=a1",
                "https://api.bfl.ai/x/v1/get_result?id=a1",
                "https://api.bfl.ai//v1/get_result?id=a1",
                "https://api.bfl.ai/v1/../v1/get_result?id=a1",
                "https://api.bfl.ai/v1/get%5Fresult?id=a1",
                "https://api.bfl.ai/bfl/v1/get_result?id=a1",
                "http://localhost:8089/x/v1/get_result?id=a1",
                // other tasks, or more than one
                "https://api.bfl.ai/v1/get_result",
                "https://api.bfl.ai/v1/get_result?",
                "https://api.bfl.ai/v1/get_result?id=",
                "https://api.bfl.ai/v1/get_result?id=b2",
                "https://api.bfl.ai/v1/get_result?id=a1&id=b2",
                "https://api.bfl.ai/v1/get_result?id=a1&id=a1",
                "https://api.bfl.ai/v1/get_result?id=a1&%69d=b2",
                "https://api.bfl.ai/v1/get_result?ID=a1",
                // more than a URL needs
                "https://api.bfl.ai/v1/get_result?id=a1#id=a1",
                "https://api.bfl.ai/v1/get_result?id=a1#",
                "https://user@api.bfl.ai/v1/get_result?id=a1",
                "http://api.bfl.ai/v1/get_result?id=a1",
                "https://api.bfl.ai:8443/v1/get_result?id=a1",
            })
    void a_caller_may_not_choose_any_other_url(String url) {
        assertThat(urls.mayBeChosen(url, Optional.of("a1"))).isFalse();
    }

    @ParameterizedTest(name = "hostile URL {index}")
    @MethodSource("io.fluxfill.testing.HostileUrls#all")
    void a_caller_may_not_choose_a_hostile_url(String url) {
        assertThat(urls.mayBeChosen(url, Optional.of("a1"))).as("%s", url).isFalse();
    }

    @Test
    void without_an_id_a_url_is_judged_by_its_host_and_path_alone() {
        assertThat(urls.mayBeChosen("https://api.bfl.ai/v1/get_result", Optional.empty()))
                .isTrue();
        assertThat(urls.mayBeChosen("https://docs.bfl.ai/v1/get_result", Optional.empty()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.eu2.bfl.ai/v2/tasks/a1", "https://tasks.bfl.ai/v1/get_result?id=a1"})
    void bfl_itself_may_give_any_url_on_its_hosts(String url) {
        assertThat(urls.of(TaskHandle.of("a1", url))).map(TrustedUrl::uri).hasToString("Optional[" + url + "]");
    }

    private TrustedUrl trusted(String url) {
        return trustedHosts.check(url).orElseThrow();
    }
}

package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.rules.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class BflHostsTest {
    private final TrustedUrl global = trusted("https://api.bfl.ai");
    private final TrustedUrl finetunes = trusted("https://api.us1.bfl.ai");

    @Test
    void a_finetuned_fill_goes_to_the_host_of_finetunes_and_a_plain_one_does_not() {
        BflHosts hosts = new BflHosts(global, finetunes, List.of());

        assertThat(hosts.of(Endpoint.FILL)).isEqualTo(global);
        assertThat(hosts.of(Endpoint.FILL_FINETUNED)).isEqualTo(finetunes);
        assertThat(hosts.forSubmits()).containsExactly(global, finetunes);
    }

    @Test
    void a_host_that_takes_all_operations_is_named_once() {
        TrustedUrl behindPath = trusted("https://api.bfl.ai/finetunes");

        assertThat(new BflHosts(global, behindPath, List.of()).forSubmits()).containsExactly(global);
    }

    private static TrustedUrl trusted(String url) {
        return new TrustedHosts(List.of()).check(url).orElseThrow();
    }
}

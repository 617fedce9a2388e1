package io.fluxfill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.bfl.BflHosts;
import io.fluxfill.bfl.DeliveryHosts;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.guard.Budgets;
import io.fluxfill.rules.PictureLimits;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String KEY = "bfl_0123456789";

    @Test
    void a_key_is_all_that_must_be_set() {
        Settings settings = settings(Map.of("flux-fill.bfl.api-key", KEY));

        assertThat(settings.bfl().hosts().fill().uri()).hasToString("https://api.bfl.ai");
        assertThat(settings.bfl().hosts().finetune().uri()).hasToString("https://api.us1.bfl.ai");
        assertThat(settings.key()).isEqualTo(new KeySetting.Fixed(KEY));
        assertThat(settings.waitLimits().longest()).isEqualTo(Duration.ofMinutes(14));
        assertThat(settings.waitLimits().functionTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.waitLimits().httpTimeout()).isEqualTo(Duration.ofSeconds(29));
        assertThat(settings.waitLimits().margin()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.limits().pictures()).isEqualTo(new PictureLimits(20_000_000, 20_000_000));
        assertThat(settings.limits().promptChars()).isEqualTo(30_000);
        assertThat(settings.limits().bodyBytes()).isEqualTo(6_291_556);
        assertThat(settings.warmUpLimit()).contains(Duration.ofSeconds(2));
    }

    @Test
    void tasks_known_by_id_alone_are_looked_for_on_bfls_regional_hosts() {
        assertThat(settings(Map.of("flux-fill.bfl.api-key", KEY)).bfl().hosts().others())
                .extracting(TrustedUrl::toString)
                .containsExactlyElementsOf(BflHosts.REGIONAL);
    }

    @Test
    void tasks_known_by_id_alone_are_not_looked_for_elsewhere_where_something_stands_in_for_bfl() {
        assertThat(settings(Map.of(
                                "flux-fill.bfl.api-key", KEY,
                                "flux-fill.bfl.url", "http://localhost:8089",
                                "flux-fill.bfl.trusted-hosts", "localhost:8089"))
                        .bfl()
                        .hosts()
                        .others())
                .isEmpty();
    }

    @Test
    void tasks_known_by_id_alone_are_looked_for_on_the_hosts_that_are_set() {
        assertThat(settings(Map.of(
                                "flux-fill.bfl.api-key", KEY,
                                "flux-fill.bfl.other-hosts", "api.eu7.bfl.ai, http://localhost:8089",
                                "flux-fill.bfl.trusted-hosts", "localhost:8089"))
                        .bfl()
                        .hosts()
                        .others())
                .extracting(TrustedUrl::uri)
                .containsExactly(URI.create("https://api.eu7.bfl.ai"), URI.create("http://localhost:8089"));
    }

    @Test
    void tasks_known_by_id_alone_are_looked_for_on_no_other_host_where_none_is_set() {
        assertThat(settings(Map.of("flux-fill.bfl.api-key", KEY, "flux-fill.bfl.other-hosts", "none"))
                        .bfl()
                        .hosts()
                        .others())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "api.eu2.bfl.ai,none",
                "api.eu2.bfl.ai:8443",
                "http://api.eu2.bfl.ai",
                "a.bfl.ai,b.bfl.ai,c.bfl.ai,d.bfl.ai,e.bfl.ai,f.bfl.ai,g.bfl.ai,h.bfl.ai,i.bfl.ai,j.bfl.ai,k.bfl.ai"
            })
    void a_host_that_may_not_have_the_key_or_too_many_stop_the_start(String hosts) {
        assertThatThrownBy(() -> settings(Map.of("flux-fill.bfl.api-key", KEY, "flux-fill.bfl.other-hosts", hosts)))
                .hasMessage(
                        "FLUX Fill cannot start: flux-fill.bfl.other-hosts must be none or a list of at most 10 hosts"
                                + " of bfl.ai, or of hosts in flux-fill.bfl.trusted-hosts.");
    }

    @Test
    void the_limit_of_prompts_can_be_set() {
        assertThat(settings(Map.of("flux-fill.bfl.api-key", KEY, "flux-fill.limits.prompt-chars", "500"))
                        .limits()
                        .promptChars())
                .isEqualTo(500);
    }

    @Test
    void pictures_may_come_from_any_public_host_if_nothing_else_is_set() {
        assertThat(settings(Map.of("flux-fill.bfl.api-key", KEY))
                        .bfl()
                        .deliveryHosts()
                        .check("https://delivery.example.com/x"))
                .isPresent();
    }

    @Test
    void pictures_may_come_only_from_the_hosts_that_are_set() {
        DeliveryHosts hosts = settings(Map.of(
                        "flux-fill.bfl.api-key",
                        KEY,
                        "flux-fill.bfl.delivery-hosts",
                        "*.bfl.ai,*.blob.core.windows.net"))
                .bfl()
                .deliveryHosts();

        assertThat(hosts.check("https://bfldeliveryprod.blob.core.windows.net/x"))
                .isPresent();
        assertThat(hosts.check("https://delivery.example.com/x")).isEmpty();
    }

    @Test
    void there_is_no_guard_if_no_table_is_set() {
        assertThat(settings(Map.of("flux-fill.bfl.api-key", KEY, "flux-fill.guard.table", " "))
                        .guard())
                .isEqualTo(new GuardSettings(Optional.empty(), Duration.ofDays(30), Budgets.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"guard", "arn:aws:dynamodb:eu-central-1:123456789012:table/guard"})
    void the_guards_table_is_given_by_its_name_or_arn(String table) {
        assertThat(settings(Map.of(
                                "flux-fill.bfl.api-key", KEY,
                                "flux-fill.guard.table", table,
                                "flux-fill.guard.keep-days", "7",
                                "flux-fill.budget.credits-per-day", "100",
                                "flux-fill.budget.credits-per-caller", "10"))
                        .guard())
                .isEqualTo(new GuardSettings(
                        Optional.of(table), Duration.ofDays(7), new Budgets(Optional.of(100), Optional.of(10))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLANTED", "0", "-1", "1.5"})
    void a_budget_is_a_whole_number_of_credits(String credits) {
        assertThatThrownBy(() -> settings(Map.of(
                        "flux-fill.bfl.api-key", KEY,
                        "flux-fill.guard.table", "guard",
                        "flux-fill.budget.credits-per-day", credits)))
                .hasMessageStartingWith(
                        "FLUX Fill cannot start: flux-fill.budget.credits-per-day must be a whole number");
    }

    @Test
    void the_guard_needs_a_second_more() {
        Map<String, String> values =
                new HashMap<>(Map.of("flux-fill.bfl.api-key", KEY, "flux-fill.wait.function-timeout", "3s"));
        settings(values);
        values.put("flux-fill.guard.table", "guard");

        assertThatThrownBy(() -> settings(values))
                .hasMessage("FLUX Fill cannot start: flux-fill.wait.margin must leave more than 2 s of"
                        + " flux-fill.wait.function-timeout and http-timeout.");
    }

    @Test
    void the_warm_up_has_a_limit_of_its_own() {
        assertThat(settings(Map.of("flux-fill.bfl.api-key", KEY, "flux-fill.warm-up.limit", "300ms"))
                        .warmUpLimit())
                .contains(Duration.ofMillis(300));
    }

    @Test
    void the_warm_up_can_be_switched_off() {
        assertThat(settings(Map.of("flux-fill.bfl.api-key", KEY, "flux-fill.warm-up.enabled", "false"))
                        .warmUpLimit())
                .isEmpty();
    }

    @Test
    void the_plain_environment_variable_holds_the_key_too() {
        assertThat(Settings.from(config(Map.of()), Optional.of(KEY + "\n")).key())
                .isEqualTo(new KeySetting.Fixed(KEY));
    }

    @Test
    void the_setting_wins_over_the_plain_environment_variable() {
        Map<String, String> values = Map.of("flux-fill.bfl.api-key", KEY);

        assertThat(Settings.from(config(values), Optional.of("bfl_other")).key())
                .isEqualTo(new KeySetting.Fixed(KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key",
                "/flux-fill/bfl_key.1-a",
                "/flux-fill/key:3",
                "arn:aws:ssm:eu-central-1:123456789012:parameter/flux-fill/key",
                "arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/key:live",
                "/aws/reference/secretsmanager/key"
            })
    void a_parameter_may_hold_the_key_instead(String name) {
        assertThat(settings(Map.of("flux-fill.bfl.api-key-parameter", " " + name + "\n"))
                        .key())
                .isEqualTo(new KeySetting.Parameter(name, Duration.ofMinutes(5)));
    }

    @Test
    void a_key_from_a_parameter_has_a_configured_age() {
        assertThat(settings(Map.of(
                                "flux-fill.bfl.api-key-parameter", "/key",
                                "flux-fill.bfl.api-key-max-age", "1s"))
                        .key())
                .isEqualTo(new KeySetting.Parameter("/key", Duration.ofSeconds(1)));
    }

    @Test
    void a_key_wins_over_a_parameter() {
        Map<String, String> parameter = Map.of("flux-fill.bfl.api-key-parameter", "/key");
        Map<String, String> both = Map.of("flux-fill.bfl.api-key-parameter", "/key", "flux-fill.bfl.api-key", KEY);

        assertThat(settings(both).key()).isEqualTo(new KeySetting.Fixed(KEY));
        assertThat(Settings.from(config(parameter), Optional.of(KEY)).key()).isEqualTo(new KeySetting.Fixed(KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void an_empty_setting_counts_as_not_set(String empty) {
        Map<String, String> key = Map.of("flux-fill.bfl.api-key", empty, "flux-fill.bfl.api-key-parameter", empty);
        Map<String, String> parameter =
                Map.of("flux-fill.bfl.api-key", empty, "flux-fill.bfl.api-key-parameter", "/key");

        assertThat(Settings.from(config(key), Optional.of(KEY)).key()).isEqualTo(new KeySetting.Fixed(KEY));
        assertThat(Settings.from(config(parameter), Optional.of(empty)).key())
                .isEqualTo(new KeySetting.Parameter("/key", Duration.ofMinutes(5)));
        assertThatThrownBy(() -> Settings.from(config(key), Optional.of(empty)))
                .hasMessageContaining("must hold BFL's key");
    }

    @Test
    void a_missing_key_is_told_by_its_name() {
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(WrongSettingsException.class)
                .hasMessage("FLUX Fill cannot start: flux-fill.bfl.api-key (or the environment variable BFL_API_KEY)"
                        + " must hold BFL's key, or flux-fill.bfl.api-key-parameter name the SSM parameter that does.");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "flux-fill.bfl.url, http://api.bfl.ai",
        "flux-fill.bfl.url, https://PLANTED.example",
        "flux-fill.bfl.finetune-url, PLANTED",
        "flux-fill.bfl.api-key, PLANTED key",
        "flux-fill.bfl.trusted-hosts, https://PLANTED",
        "flux-fill.bfl.delivery-hosts, PLANTED",
        "flux-fill.bfl.delivery-hosts, '*.bfl.ai,https://PLANTED.example'",
        "flux-fill.wait.max, PLANTED",
        "flux-fill.wait.max, -1s",
        "flux-fill.wait.max, 25h",
        "flux-fill.wait.function-timeout, PLANTED",
        "flux-fill.wait.http-timeout, PLANTED",
        "flux-fill.wait.margin, PLANTED",
        "flux-fill.wait.margin, 29s",
        "flux-fill.wait.margin, 28s",
        "flux-fill.limits.picture-bytes, PLANTED",
        "flux-fill.limits.picture-bytes, 0",
        "flux-fill.limits.picture-pixels, -1",
        "flux-fill.limits.body-bytes, 2147483648",
        "flux-fill.limits.prompt-chars, PLANTED",
        "flux-fill.warm-up.limit, 8001ms",
        "flux-fill.warm-up.limit, soon",
        "flux-fill.warm-up.enabled, yes",
        "flux-fill.bfl.api-key-parameter, /PLANTED key",
        "flux-fill.bfl.api-key-parameter, arn:aws:s3:::PLANTED",
        "flux-fill.bfl.api-key-parameter, arn:aws:ssm:eu-central-1:1:parameter/PLANTED",
        "flux-fill.bfl.api-key-parameter, https://PLANTED",
        "flux-fill.bfl.api-key-max-age, PLANTED",
        "flux-fill.bfl.api-key-max-age, 999ms",
        "flux-fill.bfl.api-key-max-age, 25h",
        "flux-fill.output, s3://PLANTED/x",
        "flux-fill.uploads, https://PLANTED/x",
        "flux-fill.input-buckets, s3://PLANTED",
        "flux-fill.limits.output-bytes, PLANTED",
        "flux-fill.s3.path-style, PLANTED",
        "flux-fill.http.page, PLANTED",
        "flux-fill.input-buckets, PLANTED",
        "flux-fill.http.public-url, PLANTED.example",
        "flux-fill.http.public-url, //PLANTED.example",
        "flux-fill.http.public-url, ftp://PLANTED.example",
        "flux-fill.http.public-url, https:///PLANTED",
        "flux-fill.http.public-url, https://PLANTED@api.example",
        "flux-fill.http.public-url, https://api.example/PLANTED?x",
        "flux-fill.http.public-url, https://api.example/#PLANTED",
        "flux-fill.http.public-url, https://api.example/a PLANTED",
        "flux-fill.http.public-url, https://api.example//PLANTED",
        "flux-fill.guard.table, PLANTED table",
        "flux-fill.guard.table, arn:aws:s3:::PLANTED",
        "flux-fill.guard.keep-days, PLANTED",
        "flux-fill.guard.keep-days, 0",
        "flux-fill.budget.credits-per-day, 100",
        "flux-fill.budget.credits-per-caller, 100"
    })
    void a_wrong_setting_is_told_by_its_name_in_one_line_without_its_value(String name, String value) {
        Map<String, String> values = new HashMap<>(Map.of("flux-fill.bfl.api-key", KEY));
        values.put(name, value);

        assertThatThrownBy(() -> settings(values))
                .isInstanceOf(WrongSettingsException.class)
                .hasMessageStartingWith("FLUX Fill cannot start: " + name + " ")
                .hasMessageNotContaining("PLANTED")
                .hasMessageNotContaining("\n");
    }

    @Test
    void all_wrong_settings_are_told_at_once() {
        assertThatThrownBy(() -> settings(Map.of("flux-fill.wait.max", "x", "flux-fill.wait.margin", "y")))
                .hasMessageContaining("flux-fill.bfl.api-key")
                .hasMessageContaining("flux-fill.wait.max")
                .hasMessageContaining("flux-fill.wait.margin");
    }

    @Test
    void a_trusted_host_may_be_a_plain_http_url() {
        Settings settings = settings(Map.of(
                "flux-fill.bfl.api-key", KEY,
                "flux-fill.bfl.url", "http://localhost:3001",
                "flux-fill.bfl.trusted-hosts", "localhost:3001,localhost:3002"));

        assertThat(settings.bfl().hosts().fill().uri()).hasToString("http://localhost:3001");
        assertThat(settings.bfl().trustedHosts().check("http://localhost:3002/x"))
                .isPresent();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "https://api.example.com, https://api.example.com",
        "' https://api.example.com/ ', https://api.example.com",
        "http://localhost:3000/flux/v2/, http://localhost:3000/flux/v2"
    })
    void the_endpoints_own_address_may_be_set(String value, String address) {
        assertThat(settings(Map.of("flux-fill.bfl.api-key", KEY, "flux-fill.http.public-url", value))
                        .publicUrl())
                .contains(address);
    }

    @Test
    void an_address_that_is_left_empty_is_none() {
        assertThat(settings(Map.of("flux-fill.bfl.api-key", KEY, "flux-fill.http.public-url", " "))
                        .publicUrl())
                .isEmpty();
    }

    @Test
    void the_text_of_the_settings_does_not_hold_the_key() {
        assertThat(settings(Map.of("flux-fill.bfl.api-key", KEY)).toString()).doesNotContain(KEY);
    }

    private static Settings settings(Map<String, String> values) {
        return Settings.from(config(values), Optional.empty());
    }

    private static FluxFillConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(FluxFillConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(FluxFillConfig.class);
    }
}

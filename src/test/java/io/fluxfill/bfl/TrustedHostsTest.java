package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedHostsTest {
    private final TrustedHosts bflOnly = new TrustedHosts(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bfl.ai",
                "https://bfl.ai/",
                "https://api.bfl.ai/v1/flux-pro-1.0-fill",
                "https://api.eu2.bfl.ai/v1/get_result?id=0a1b-2c",
                "https://delivery-eu1.bfl.ai/results/a%2Fb/sample.jpeg?se=2026-11-20T12%3A10%3A00Z&sig=a%2Bb%3D",
                "https://api.bfl.ai:443/v1/get_result?id=1",
                "https://a.b.c.d.e.bfl.ai/x",
                "https://3d.bfl.ai/x",
                "https://api.bfl.ai//double//slash",
                "https://api.bfl.ai/./a/../b",
                "https://api.bfl.ai/v1/get_result?id=@evil.com",
                "https://api.bfl.ai/v1#@evil.com",
                "https://api.bfl.ai?id=1",
                "https://api.bfl.ai/%00%0d%0a%c3%a9?q=%25",
            })
    void a_url_of_bfls_is_trusted_and_kept_exactly(String url) {
        assertThat(bflOnly.check(url)).map(TrustedUrl::uri).map(URI::toString).contains(url);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "https://API.BFL.AI/V1/Path?Id=Ab%2F, https://api.bfl.ai/V1/Path?Id=Ab%2F",
        "https://Api.Bfl.Ai:443/V1, https://api.bfl.ai:443/V1",
        "https://BFL.AI, https://bfl.ai",
    })
    void a_host_in_upper_case_is_trusted_and_nothing_but_the_host_is_put_in_lower_case(String url, String expected) {
        assertThat(bflOnly.check(url)).map(TrustedUrl::uri).map(URI::toString).contains(expected);
    }

    @Test
    void upper_case_is_understood_in_a_turkish_locale_too() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(bflOnly.check("https://API.BFL.AI/")).isPresent();
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest(name = "hostile URL {index}")
    @NullSource
    @MethodSource("io.fluxfill.testing.HostileUrls#all")
    void a_hostile_url_is_refused(String url) {
        assertThat(bflOnly.check(url)).as("%s", url).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("veryLong")
    void a_host_that_no_resolver_would_take_is_refused_and_does_no_harm(String url) {
        assertThat(bflOnly.check(url).isPresent()).isFalse();
    }

    private static Stream<Named<String>> veryLong() {
        return Stream.of(
                Named.of("a label of a million letters", "https://" + "a".repeat(1_000_000) + ".bfl.ai/"),
                Named.of("100,000 labels", "https://" + "a.".repeat(100_000) + "bfl.ai/"),
                Named.of("a label with 100,000 hyphens", "https://" + "a-".repeat(100_000) + "a.bfl.ai/"),
                Named.of("a label of 248 letters", "https://" + "a".repeat(248) + ".bfl.ai/"),
                Named.of("nothing but hyphens", "https://" + "-".repeat(100_000)),
                Named.of("100,000 at signs", "https://" + "@".repeat(100_000) + "bfl.ai/"),
                Named.of("a protocol of a million letters", "h".repeat(1_000_000)));
    }

    @Test
    void the_longest_host_that_a_resolver_takes_is_trusted() {
        String labels = "a234567.".repeat(30) + "a23456"; // 246 characters

        assertThat(bflOnly.check("https://" + labels + ".bfl.ai/")).isPresent();
        assertThat(bflOnly.check("https://" + labels + "7.bfl.ai/")).isEmpty();
    }

    @ParameterizedTest(name = "configured {0}: {1}")
    @CsvSource({
        "localhost, http://localhost/v1",
        "localhost, https://localhost/v1",
        "localhost, http://localhost:80/v1",
        "localhost, https://localhost:443/v1",
        "localhost:8089, http://localhost:8089/v1",
        "localhost:8089, https://localhost:8089/v1",
        "localhost:80, http://localhost/v1",
        "localhost:80, http://localhost:80/v1",
        "localhost:443, https://localhost/v1",
        "localhost:443, https://localhost:443/v1",
        "127.0.0.1:8089, http://127.0.0.1:8089/v1",
        "LocalHost:8089, http://localhost:8089/v1",
        "bfl.test, https://bfl.test/v1",
    })
    void a_further_host_is_trusted_by_configuration(String further, String url) {
        assertThat(new TrustedHosts(List.of(further)).check(url))
                .map(TrustedUrl::uri)
                .map(URI::toString)
                .contains(url);
    }

    @ParameterizedTest(name = "configured {0}: not {1}")
    @CsvSource({
        "localhost, http://localhost:8089/",
        "localhost, http://localhost:443/",
        "localhost, https://localhost:80/",
        "localhost:8089, http://localhost/",
        "localhost:8089, http://localhost:8090/",
        "localhost:8089, http://localhost:08089/",
        "localhost:80, https://localhost/",
        "localhost:443, http://localhost/",
        "localhost:8089, http://sub.localhost:8089/",
        "bfl.test, https://api.bfl.test/",
        "bfl.test, https://evilbfl.test/",
        "bfl.test, https://bfl.test.evil.com/",
        "bfl.test, https://user@bfl.test/",
        "bfl.test, ftp://bfl.test/",
        "localhost:8089, http://api.bfl.ai/",
        "localhost:8089, http://evil.com/",
    })
    void what_is_configured_is_trusted_and_nothing_near_it(String further, String url) {
        assertThat(new TrustedHosts(List.of(further)).check(url)).isEmpty();
    }

    @Test
    void bfl_stays_trusted_beside_further_hosts() {
        assertThat(new TrustedHosts(List.of("localhost:8089", "bfl.test")).check("https://api.bfl.ai/"))
                .isPresent();
    }

    @Test
    void a_trusted_url_shows_its_host_and_port_only() {
        TrustedHosts hosts = new TrustedHosts(List.of("localhost:8089"));

        assertThat(hosts.check("https://delivery.bfl.ai/a?sig=secret")).hasToString("Optional[delivery.bfl.ai]");
        assertThat(hosts.check("http://localhost:8089/a?sig=secret")).hasToString("Optional[localhost:8089]");
    }

    @ParameterizedTest(name = "{0} and /v1/x?a=b: {1}")
    @CsvSource({
        "https://api.bfl.ai, https://api.bfl.ai/v1/x?a=b",
        "https://api.bfl.ai/, https://api.bfl.ai/v1/x?a=b",
        "https://api.bfl.ai:443, https://api.bfl.ai:443/v1/x?a=b",
        "https://api.bfl.ai/proxy, https://api.bfl.ai/proxy/v1/x?a=b",
        "https://api.bfl.ai/proxy/, https://api.bfl.ai/proxy/v1/x?a=b",
        "https://api.bfl.ai/pro%20xy//, https://api.bfl.ai/pro%20xy/v1/x?a=b",
        "https://api.bfl.ai/proxy?query#hash, https://api.bfl.ai/proxy/v1/x?a=b",
    })
    void a_route_goes_below_the_path_of_the_base_url(String base, String expected) {
        assertThat(bflOnly.check(base).orElseThrow().route("/v1/x?a=b").uri()).hasToString(expected);
    }
}

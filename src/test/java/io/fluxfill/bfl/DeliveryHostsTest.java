package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryHostsTest {
    private static final TrustedHosts BFL_ONLY = new TrustedHosts(List.of());
    private static final TrustedHosts WITH_TESTS =
            new TrustedHosts(List.of("localhost:8089", "127.0.0.1:8090", "local.bfl.ai:8443"));

    private final DeliveryHosts anyPublic = new DeliveryHosts(BFL_ONLY, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://delivery-eu1.bfl.ai/results/a%2Fb/sample.jpeg?se=2026-11-20T12%3A10%3A00Z&sig=a%2Bb%3D",
                "https://bfldeliveryprod.blob.core.windows.net/results/x.png?sv=1&sig=a%2Bb",
                "https://bfldeliveryprod.blob.core.windows.net:443/x",
                "https://example.com",
                "https://3d.example.com/x",
                "https://xn--bcher-kva.example/x",
                "https://a.xn--p1ai/x",
                "https://10.0.0.1.example.com/x",
                "https://127.0.0.1.nip.io/x",
            })
    void an_https_url_of_a_full_name_is_allowed_and_kept_exactly(String url) {
        assertThat(anyPublic.check(url))
                .map(DeliveryUrl::uri)
                .map(URI::toString)
                .contains(url);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "http://delivery.example.com/x, plain http",
        "http://delivery.bfl.ai/x, plain http even at BFL's",
        "ftp://delivery.example.com/x, another protocol",
        "file:///etc/passwd, a file",
        "//delivery.example.com/x, no protocol",
        "https://delivery.example.com:80/x, another port",
        "https://delivery.example.com:8443/x, another port",
        "https://delivery.example.com:0443/x, a padded port",
        "https://delivery.example.com:/x, an empty port",
        "https://user@delivery.example.com/x, a user",
        "https://user:password@delivery.example.com/x, a user with a password",
        "https://localhost/x, this machine",
        "https://metadata/x, a name of the local network",
        "https://delivery.example.com./x, a dot at the end",
        "https://.example.com/x, an empty label",
        "https://*.example.com/x, a star",
        "https://127.0.0.1/x, an IPv4 address",
        "https://8.8.8.8/x, a public IPv4 address",
        "https://169.254.169.254/latest/meta-data/, the metadata of EC2",
        "https://127.1/x, a short IPv4 address",
        "https://2130706433/x, a decimal IPv4 address",
        "https://0x7f000001/x, a hexadecimal IPv4 address",
        "https://0x7f.0.0.0x1/x, an IPv4 address with hexadecimal parts",
        "https://0177.0.0.1/x, an octal IPv4 address",
        "https://example.0x7f/x, a name that ends in a number",
        "https://example.1/x, a name that ends in a number",
        "https://127.0.0.1./x, an IPv4 address with a dot at the end",
        "https://[::1]/x, an IPv6 address",
        "https://[2606:4700::1111]/x, a public IPv6 address",
        "https://[::ffff:127.0.0.1]/x, an IPv4 address within an IPv6 address",
        "https://[fe80::1%25eth0]/x, an IPv6 address with a zone",
        "https://delivery.example.com\\@127.0.0.1/x, a backslash",
        "https://delivery%2eexample.com/x, an escape in the host",
        "https://delivery。example.com/x, another kind of dot",
        "https://１２７.0.0.1/x, full-width digits",
    })
    void a_url_that_is_not_https_of_a_full_name_is_refused(String url, String why) {
        assertThat(anyPublic.check(url)).as(why).isEmpty();
    }

    /** Of what must never be asked with the key, only what plainly is another host of the Internet. */
    @ParameterizedTest(name = "hostile URL {index}")
    @NullSource
    @MethodSource("io.fluxfill.testing.HostileUrls#all")
    void a_url_that_is_hostile_in_its_form_is_refused(String url) {
        List<DeliveryUrl> allowed = anyPublic.check(url).stream().toList();

        assertThat(allowed).allSatisfy(delivery -> {
            assertThat(url).startsWith("https://" + delivery.uri().getHost());
            assertThat(delivery.uri().getHost()).matches("([a-z0-9-]+\\.)+(com|ml|ai|aix)");
            assertThat(delivery.uri().getPort()).isEqualTo(-1);
            assertThat(delivery.uri().getRawUserInfo()).isNull();
        });
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "delivery.example.com, https://delivery.example.com/x, true",
        "Delivery.Example.com, https://DELIVERY.example.com/x, true",
        "delivery.example.com, https://other.example.com/x, false",
        "delivery.example.com, https://a.delivery.example.com/x, false",
        "delivery.example.com, https://delivery-eu1.bfl.ai/x, false",
        "*.example.com, https://delivery.example.com/x, true",
        "*.example.com, https://a.b.example.com/x, true",
        "*.example.com, https://example.com/x, false",
        "*.example.com, https://evilexample.com/x, false",
        "*.example.com, https://example.com.evil.com/x, false",
        "*.example.com, http://delivery.example.com/x, false",
        "*.example.com, https://delivery.example.com:8443/x, false",
    })
    void the_configuration_may_narrow_the_hosts(String only, String url, boolean allowed) {
        assertThat(new DeliveryHosts(BFL_ONLY, List.of(only)).check(url).isPresent())
                .isEqualTo(allowed);
    }

    @Test
    void one_of_several_hosts_is_enough() {
        DeliveryHosts two = new DeliveryHosts(BFL_ONLY, List.of("*.bfl.ai", "*.blob.core.windows.net"));

        assertThat(two.check("https://delivery.bfl.ai/x")).isPresent();
        assertThat(two.check("https://bfldeliveryprod.blob.core.windows.net/x")).isPresent();
        assertThat(two.check("https://example.com/x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8089/x",
                "https://localhost:8089/x",
                "http://127.0.0.1:8090/x",
                "https://local.bfl.ai:8443/x"
            })
    void the_further_trusted_hosts_are_allowed_wherever_they_are(String url) throws UnknownHostException {
        DeliveryUrl allowed = new DeliveryHosts(WITH_TESTS, List.of("*.example.com"))
                .check(url)
                .orElseThrow();

        assertThat(allowed.isAnywhere()).isTrue();
        assertThat(allowed.mayBeAt(InetAddress.getByName("127.0.0.1"))).isTrue();
    }

    @Test
    void what_is_near_a_further_trusted_host_is_not_allowed() {
        DeliveryHosts hosts = new DeliveryHosts(WITH_TESTS, List.of());

        assertThat(hosts.check("http://localhost:8088/x")).isEmpty();
        assertThat(hosts.check("http://127.0.0.1/x")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"127.0.0.1, false", "10.0.0.1, false", "20.60.1.1, true"})
    void a_host_that_is_not_further_trusted_must_be_at_a_public_address_even_bfls_own(String address, boolean allowed)
            throws UnknownHostException {
        DeliveryUrl url = anyPublic.check("https://delivery.bfl.ai/x").orElseThrow();

        assertThat(url.isAnywhere()).isFalse();
        assertThat(url.mayBeAt(InetAddress.getByName(address))).isEqualTo(allowed);
    }

    @Test
    void a_url_shows_its_host_and_port_only() {
        assertThat(anyPublic.check("https://delivery.example.com:443/a?sig=secret"))
                .hasToString("Optional[delivery.example.com:443]");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "delivery.bfl.ai, true",
        "*.bfl.ai, true",
        "*.Blob.core.windows.net, true",
        "bfl, false",
        "*, false",
        "*.ai, false",
        "*bfl.ai, false",
        "a.*.bfl.ai, false",
        "*.*.bfl.ai, false",
        "bfl.ai:443, false",
        "https://bfl.ai, false",
        "10.0.0.1, false",
        "'', false",
    })
    void a_setting_is_a_full_name_or_all_names_below_one(String text, boolean valid) {
        assertThat(DeliveryHosts.isPattern(text)).isEqualTo(valid);
    }
}

package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fluxfill.error.FluxFillException;
import io.fluxfill.testing.ScriptedTransport.Call;
import io.fluxfill.testing.ScriptedTransport.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDownloaderTest extends BflFixture {
    private static final String SAMPLE = "https://delivery-eu1.bfl.ai/results/a%2Fb.jpeg?se=1&sig=a%2Bb";
    private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 0, 1, 2};

    @TempDir
    Path folder;

    @Test
    void a_picture_is_fetched_from_exactly_its_url_without_the_key() throws IOException {
        bfl.answers(200, PICTURE);

        client.downloader().download(SAMPLE, file(), 5, in30Seconds);

        assertThat(Files.readAllBytes(file())).isEqualTo(PICTURE);
        assertThat(bfl.onlyCall())
                .returns(Kind.DOWNLOAD, Call::kind)
                .returns(SAMPLE, Call::address)
                .returns(null, Call::key)
                .returns(null, Call::body)
                .returns(Duration.ofSeconds(30), Call::limit);
    }

    @Test
    void a_picture_with_more_bytes_than_allowed_is_not_taken() {
        bfl.answers(200, PICTURE).forEver();

        assertThat(downloadFailure(4))
                .hasToString("FluxFill.Unavailable: it could not be fetched from delivery-eu1.bfl.ai:"
                        + " the answer is larger than 4 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 422})
    void a_refusal_is_a_failure_at_once(int status) {
        bfl.answers(status, PICTURE);

        assertThat(downloadFailure(5)).hasToString("FluxFill.Unavailable: BFL answered HTTP " + status + " for it");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 408, 429, 500, 502, 503})
    void any_other_answer_than_a_success_is_a_failure_after_three_tries(int status) {
        bfl.answers(status, PICTURE).forEver();

        assertThat(downloadFailure(5)).hasToString("FluxFill.Unavailable: BFL answered HTTP " + status + " for it");
        assertThat(bfl.calls()).hasSize(3);
    }

    @Test
    void a_failed_connection_is_a_failure_after_three_tries() {
        bfl.notSent("the connection failed (ConnectException)").forEver();

        assertThat(downloadFailure(5))
                .hasToString("FluxFill.Unavailable: it could not be fetched from delivery-eu1.bfl.ai:"
                        + " the connection failed (ConnectException)");
        assertThat(bfl.calls()).hasSize(3);
    }

    @Test
    void trouble_that_passes_is_not_noticed() throws IOException {
        bfl.losesTheAnswer("the answer was lost").answers(503, PICTURE).answers(200, PICTURE);

        client.downloader().download(SAMPLE, file(), 5, in30Seconds);

        assertThat(Files.readAllBytes(file())).isEqualTo(PICTURE);
    }

    @Test
    void no_try_begins_after_the_deadline() {
        bfl.losesTheAnswer("the answer was lost").taking(Duration.ofSeconds(30));

        assertThat(downloadFailure(5)).hasMessageContaining("the answer was lost");
        assertThat(bfl.calls()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "http://delivery.example.com/x?sig=planted, its URL at delivery.example.com",
        "https://delivery.example.com:8443/x?sig=planted, its URL at delivery.example.com",
        "https://169.254.169.254/latest/meta-data/?sig=planted, its URL at 169.254.169.254",
        "https://planted@delivery.example.com/x?sig=planted, its URL at delivery.example.com",
        "ftp://delivery.example.com/x?sig=planted, its URL",
        "https://exa mple.com/x?sig=planted, its URL",
        "'', its URL",
    })
    void a_url_from_which_nothing_may_be_fetched_is_refused_and_only_its_host_told(String sample, String told) {
        assertThat(failureOf(() -> client.downloader().download(sample, file(), 5, in30Seconds)))
                .hasToString("FluxFill.Unavailable: " + told + " is none that pictures may be fetched from");
        assertThat(bfl.calls()).isEmpty();
    }

    @Test
    void a_picture_may_be_on_a_host_of_azures() throws IOException {
        String sample = "https://bfldeliveryprod.blob.core.windows.net/results/x.png?sv=1&sig=a%2Bb";
        bfl.answers(200, PICTURE);

        client.downloader().download(sample, file(), 5, in30Seconds);

        assertThat(bfl.onlyCall()).returns(sample, Call::address).returns(null, Call::key);
    }

    @Test
    void a_host_with_an_address_that_is_not_public_is_named_and_not_asked_again() {
        bfl.isNotPublic();

        assertThat(downloadFailure(5))
                .hasToString("FluxFill.Unavailable: its host delivery-eu1.bfl.ai has an address that is not public,"
                        + " and is not asked for it");
    }

    @Nested
    class Redirects {

        @ParameterizedTest(name = "{0}: {1}, {2}")
        @CsvSource({
            "301, https://elsewhere.example.com/y?sig=1, https://elsewhere.example.com/y?sig=1",
            "302, /y?sig=1, https://delivery-eu1.bfl.ai/y?sig=1",
            "303, //elsewhere.example.com/y, https://elsewhere.example.com/y",
            "307, y?sig=1, https://delivery-eu1.bfl.ai/results/y?sig=1",
            "308, https://ELSEWHERE.example.com:443/y, https://elsewhere.example.com:443/y",
        })
        void a_picture_is_fetched_from_where_its_host_redirects_to(int status, String location, String second)
                throws IOException {
            bfl.redirects(status, location).answers(200, PICTURE);

            client.downloader().download(SAMPLE, file(), 5, in30Seconds);

            assertThat(Files.readAllBytes(file())).isEqualTo(PICTURE);
            assertThat(bfl.calls())
                    .extracting(Call::address, Call::key)
                    .containsExactly(tuple(SAMPLE, null), tuple(second, null));
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "http://elsewhere.example.com/y?sig=planted, its URL at elsewhere.example.com",
            "http://169.254.169.254/latest/meta-data/, its URL at 169.254.169.254",
            "https://[::1]/y, its URL at [::1]",
            "https://localhost/y, its URL at localhost",
            "https://elsewhere.example.com:444/y, its URL at elsewhere.example.com",
            "file:///etc/passwd, its URL",
            "https://a b/, its URL",
        })
        void a_redirect_to_where_nothing_may_be_fetched_is_refused(String location, String told) {
            bfl.redirects(302, location);

            assertThat(downloadFailure(5))
                    .hasToString("FluxFill.Unavailable: " + told + " is none that pictures may be fetched from");
        }

        @Test
        void three_redirects_are_followed() throws IOException {
            bfl.redirects(302, "/1").redirects(302, "/2").redirects(302, "/3").answers(200, PICTURE);

            client.downloader().download(SAMPLE, file(), 5, in30Seconds);

            assertThat(Files.readAllBytes(file())).isEqualTo(PICTURE);
        }

        @Test
        void a_host_that_redirects_for_ever_is_left_after_three_redirects() {
            bfl.redirects(302, SAMPLE).forEver();

            assertThat(downloadFailure(5))
                    .hasToString(
                            "FluxFill.Unavailable: its host delivery-eu1.bfl.ai sends whoever asks for it on and on");
            assertThat(bfl.calls()).hasSize(4);
        }

        @Test
        void all_redirects_share_the_time() {
            bfl.redirects(302, "/1").taking(Duration.ofSeconds(20)).answers(200, PICTURE);

            client.downloader().download(SAMPLE, file(), 5, in30Seconds);

            assertThat(bfl.calls())
                    .extracting(Call::limit)
                    .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(10));
        }
    }

    @Test
    void nothing_is_fetched_when_no_time_is_left() {
        assertThat(failureOf(() -> client.downloader().download(SAMPLE, file(), 5, in(Duration.ZERO))))
                .hasToString("FluxFill.Unavailable: there was no time left to fetch it");
        assertThat(bfl.calls()).isEmpty();
    }

    private Path file() {
        return folder.resolve("picture");
    }

    private FluxFillException downloadFailure(long maxBytes) {
        return failureOf(() -> client.downloader().download(SAMPLE, file(), maxBytes, in30Seconds));
    }
}

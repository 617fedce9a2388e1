package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.bfl.ScriptedTransport.Call;
import io.fluxfill.bfl.ScriptedTransport.Kind;
import io.fluxfill.error.FluxFillException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
                .hasToString("FluxFill.Unavailable: it could not be fetched from BFL:"
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
                .hasToString("FluxFill.Unavailable: it could not be fetched from BFL:"
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

    @ParameterizedTest(name = "hostile URL {index}")
    @MethodSource("io.fluxfill.bfl.HostileUrls#all")
    void an_untrusted_url_is_never_fetched_nor_told(String sample) {
        assertThat(failureOf(() -> client.downloader().download(sample, file(), 5, in30Seconds)))
                .hasToString("FluxFill.Unavailable: its URL is not on a host of BFL's, and is not fetched");
        assertThat(bfl.calls()).isEmpty();
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

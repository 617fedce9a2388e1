package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.bfl.ScriptedTransport.Call;
import io.fluxfill.bfl.ScriptedTransport.Kind;
import io.fluxfill.error.FluxFillException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BflClientDownloadTest extends BflClientFixture {
    private static final String SAMPLE = "https://delivery-eu1.bfl.ai/results/a%2Fb.jpeg?se=1&sig=a%2Bb";
    private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 0, 1, 2};

    @Test
    void a_picture_is_fetched_from_exactly_its_url_without_the_key() {
        bfl.answers(200, PICTURE);

        assertThat(client.download(SAMPLE, 5, in30Seconds)).isEqualTo(PICTURE);

        assertThat(bfl.onlyCall())
                .returns(Kind.DOWNLOAD, Call::kind)
                .returns(SAMPLE, Call::address)
                .returns(null, Call::key)
                .returns(null, Call::body)
                .returns(Duration.ofSeconds(30), Call::limit);
    }

    @Test
    void a_picture_with_more_bytes_than_allowed_is_not_taken() {
        bfl.answers(200, PICTURE);

        assertThat(downloadFailure(4))
                .hasToString("FluxFill.Unavailable: The picture could not be fetched:"
                        + " the answer is larger than 4 bytes.");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 403, 404, 410, 429, 500, 503})
    void any_other_answer_than_a_success_is_a_failure(int status) {
        bfl.answers(status, PICTURE);

        assertThat(downloadFailure(5))
                .hasToString("FluxFill.Unavailable: The picture could not be fetched: HTTP " + status + ".");
    }

    @Test
    void a_failed_connection_is_a_failure() {
        bfl.notSent("the connection failed (ConnectException)");

        assertThat(downloadFailure(5))
                .hasToString("FluxFill.Unavailable: The picture could not be fetched:"
                        + " the connection failed (ConnectException).");
    }

    @ParameterizedTest(name = "hostile URL {index}")
    @MethodSource("io.fluxfill.bfl.HostileUrls#all")
    void an_untrusted_url_is_never_fetched_nor_told(String sample) {
        assertThat(failureOf(() -> client.download(sample, 5, in30Seconds)))
                .hasToString("FluxFill.Unavailable: The picture's URL is not on a host of BFL's: it is not fetched.");
        assertThat(bfl.calls()).isEmpty();
    }

    @Test
    void nothing_is_fetched_when_no_time_is_left() {
        assertThat(failureOf(() -> client.download(SAMPLE, 5, in(Duration.ZERO))))
                .hasToString("FluxFill.Unavailable: There was no time left to fetch the picture.");
        assertThat(bfl.calls()).isEmpty();
    }

    private FluxFillException downloadFailure(long maxBytes) {
        return failureOf(() -> client.download(SAMPLE, maxBytes, in30Seconds));
    }
}

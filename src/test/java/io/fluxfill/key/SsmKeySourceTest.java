package io.fluxfill.key;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.Fault;
import io.fluxfill.aws.AwsEnvironment;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.testing.FakeSsm;
import io.fluxfill.testing.Json;
import io.fluxfill.waiting.Time;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of AWS Systems Manager, with a server in its place. */
class SsmKeySourceTest {
    private static final String NAME = "/flux-fill/bfl-key";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** The real one, but for pauses. */
    private static final Time TIME = new Time(Clock.systemUTC(), System::nanoTime, pause -> {}, () -> 0);

    private static final String THE_PARAMETER = "The parameter that flux-fill.bfl.api-key-parameter names ";

    private final FakeSsm ssm = new FakeSsm(NAME);
    private final SsmKeySource source = source(ssm.url());

    @AfterEach
    void stop() {
        ssm.close();
    }

    @Test
    void the_parameters_decrypted_value_is_the_key() {
        ssm.holds("bfl_a1");

        assertThat(source.read(LIMIT)).isEqualTo("bfl_a1");
        assertThat(ssm.asked()).isEqualTo(1);
    }

    @Test
    void every_read_asks_anew() {
        ssm.holds("bfl_a1");
        source.read(LIMIT);
        ssm.holds("bfl_a2");

        assertThat(source.read(LIMIT)).isEqualTo("bfl_a2");
    }

    @Test
    void the_line_break_of_whoever_wrote_the_parameter_is_no_part_of_the_key() {
        ssm.holds("bfl_a1\n");

        assertThat(source.read(LIMIT)).isEqualTo("bfl_a1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "bfl_planted a1", "{'key': 'bfl_planted'}", "bfl_planted\nx: y", "bfl_plantedä"})
    void a_value_that_can_be_no_key_is_told_without_it(String value) {
        ssm.holds(Json.text(value));

        assertThat(failure())
                .hasToString("FluxFill.Unauthorized: " + THE_PARAMETER
                        + "must hold BFL's key, which is printable ASCII without spaces.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'Parameter': {}}", "{'Parameter': null}"})
    void an_answer_without_a_value_holds_no_key(String body) {
        ssm.answers(aResponse().withBody(Json.text(body)));

        assertThat(failure().sentence()).startsWith(THE_PARAMETER + "must hold BFL's key");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "ParameterNotFound, does not exist.",
        "ParameterVersionNotFound, does not exist.",
        "AccessDeniedException, 'may not be read, or not be decrypted, by this function.'",
        "InvalidKeyId, cannot be read: InvalidKeyId.",
        "KMSInvalidStateException, cannot be read: KMSInvalidStateException.",
        "ValidationException, cannot be read: ValidationException.",
        "UnrecognizedClientException, cannot be read: UnrecognizedClientException.",
        "bfl_planted, cannot be read: bfl_….",
    })
    void what_somebody_must_put_right_first_is_told_without_awss_words(String code, String why) {
        ssm.refuses(400, code, "planted: " + NAME);

        assertThat(failure()).hasToString("FluxFill.Unauthorized: " + THE_PARAMETER + why);
        assertThat(ssm.asked()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"500, InternalServerError", "503, ServiceUnavailable"})
    void what_may_work_the_next_time_is_told_as_unavailable(int status, String code) {
        ssm.refuses(status, code, "planted: " + NAME);

        assertThat(failure())
                .hasToString("FluxFill.Unavailable: " + THE_PARAMETER + "could not be read: " + code + ".");
    }

    @Test
    void an_error_without_a_name_is_told_by_its_status() {
        ssm.answers(aResponse().withStatus(503));

        assertThat(failure()).hasToString("FluxFill.Unavailable: " + THE_PARAMETER + "could not be read: HTTP 503.");
    }

    @Test
    void too_many_reads_are_no_fault_of_the_parameter() {
        ssm.refuses(400, "ThrottlingException", "planted: " + NAME);

        assertThat(failure().type()).isEqualTo(ErrorType.UNAVAILABLE);
        assertThat(ssm.asked()).isGreaterThan(1);
    }

    @Test
    void trouble_that_passes_is_not_noticed() {
        ssm.answersOnce(aResponse().withStatus(500), FakeSsm.parameter("bfl_a1"));

        assertThat(source.read(LIMIT)).isEqualTo("bfl_a1");
    }

    @Test
    void an_answer_that_is_no_json_is_told_as_unavailable() {
        ssm.answers(aResponse().withBody("<html>planted"));

        assertThat(failure().toString()).startsWith("FluxFill.Unavailable: " + THE_PARAMETER + "could not be read: ");
    }

    @Test
    void a_connection_that_breaks_is_told_as_unavailable() {
        ssm.answers(aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThat(failure())
                .hasToString("FluxFill.Unavailable: " + THE_PARAMETER + "could not be read: SocketException.");
    }

    @Test
    void an_answer_that_breaks_off_is_told_as_unavailable() {
        ssm.answers(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

        assertThat(failure().toString()).startsWith("FluxFill.Unavailable: " + THE_PARAMETER + "could not be read: ");
    }

    @Test
    void without_an_account_nothing_is_asked() {
        SsmKeySource source =
                new SsmKeySource(NAME, AwsEnvironment.of(Map.of("AWS_REGION", "a")), new ObjectMapper(), TIME);

        assertThat(failure(source, LIMIT))
                .hasToString(
                        "FluxFill.Unavailable: " + THE_PARAMETER + "could not be read: AWS_ACCESS_KEY_ID is not set.");
    }

    @Test
    void a_refused_connection_is_told_as_unavailable() {
        FluxFillException failure = failure(source(URI.create("http://localhost:1")), LIMIT);

        assertThat(failure)
                .hasToString("FluxFill.Unavailable: " + THE_PARAMETER + "could not be read: ConnectException.");
    }

    @Test
    void an_answer_that_does_not_come_is_waited_for_no_longer_than_allowed() {
        warmUp();
        ssm.answers(FakeSsm.parameter("bfl_a1").withFixedDelay(60_000));
        long began = System.nanoTime();

        FluxFillException failure = failure(source, Duration.ofMillis(300));

        assertThat(failure.toString()).startsWith("FluxFill.Unavailable: " + THE_PARAMETER + "could not be read: ");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SsmKeySource.LONGEST_READ);
    }

    @Test
    void an_answer_that_drips_is_waited_for_no_longer_than_allowed() {
        warmUp();
        ssm.answers(FakeSsm.parameter("bfl_a1").withChunkedDribbleDelay(100, 60_000));
        long began = System.nanoTime();

        FluxFillException failure = failure(source, Duration.ofMillis(300));

        assertThat(failure.toString()).startsWith("FluxFill.Unavailable: " + THE_PARAMETER + "could not be read: ");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SsmKeySource.LONGEST_READ);
    }

    @Test
    void one_try_that_hangs_leaves_time_for_another() {
        ssm.answersOnce(FakeSsm.parameter("bfl_a1").withFixedDelay(60_000), FakeSsm.parameter("bfl_a2"));

        assertThat(source.read(Duration.ofMinutes(1))).isEqualTo("bfl_a2");
    }

    @Test
    void however_much_time_there_is_a_read_takes_at_most_five_seconds() {
        warmUp();
        ssm.answers(FakeSsm.parameter("bfl_a1").withFixedDelay(60_000));
        long began = System.nanoTime();

        failure(source, Duration.ofMinutes(1));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 49})
    void nothing_is_asked_when_no_time_is_left(long millis) {
        assertThat(failure(source, Duration.ofMillis(millis)))
                .hasToString("FluxFill.Unavailable: " + THE_PARAMETER + "could not be read: there was no time left.");
        assertThat(ssm.asked()).isZero();
    }

    /** Loads what the first read has to load: the time for that is no part of what is measured. */
    private void warmUp() {
        ssm.holds("bfl_a1");
        source.read(LIMIT);
    }

    private static SsmKeySource source(URI endpoint) {
        Map<String, String> environment = Map.of(
                "AWS_ENDPOINT_URL_SSM", endpoint.toString(),
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret");
        return new SsmKeySource(NAME, AwsEnvironment.of(environment), new ObjectMapper(), TIME);
    }

    private FluxFillException failure() {
        return failure(source, LIMIT);
    }

    private static FluxFillException failure(SsmKeySource source, Duration limit) {
        FluxFillException failure = catchThrowableOfType(FluxFillException.class, () -> source.read(limit));
        assertThat(failure.describe()).doesNotContain("planted", NAME);
        return failure;
    }
}

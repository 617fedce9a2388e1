package io.fluxfill.bfl.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.fluxfill.bfl.Attempts;
import io.fluxfill.bfl.Bfl;
import io.fluxfill.bfl.BflHosts;
import io.fluxfill.bfl.DeliveryHosts;
import io.fluxfill.bfl.Submission;
import io.fluxfill.bfl.Task;
import io.fluxfill.bfl.TaskDirectory;
import io.fluxfill.bfl.Transport;
import io.fluxfill.bfl.TrustedHosts;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.json.Utf8;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Planted;
import io.fluxfill.testing.RawServer;
import io.fluxfill.testing.StandInResource;
import io.fluxfill.waiting.Deadline;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * BFL misbehaving on the wire, under the real REST client: how each kind of trouble ends for a submit and for a poll, and
 * how often it was tried. Pauses pass on a fake clock, of which each case has three seconds.
 */
@QuarkusTest
@WithTestResource(StandInResource.class)
class MisbehavingBflQuarkusTest {
    private static final Duration TIME = Duration.ofSeconds(3);

    /** With pauses of 0.25, 0.5 and 1 s there is time for this many tries before the last full second. */
    private static final int SUBMITS_IN_TIME = 4;

    /** A poll may start up to the end: 0, 0.25, 0.75 and 1.75 s. */
    private static final int POLLS_IN_TIME = 4;

    /** An answer whose connection is promised to be kept for longer than it is to be used. */
    private static final String KEPT_FOR_LONG =
            "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=75\r\nContent-Length: 34\r\n\r\n"
                    + Json.text("{'id':'abcdefg','polling_url':'x'}");

    private static final String SUBMIT = Json.text("{'prompt':'" + Planted.PROMPT + "'}");

    @Inject
    TlsConfigurationRegistry tls;

    @Inject
    EventLoops eventLoops;

    @Inject
    Transport transport;

    private final FakeTime time = new FakeTime();
    private final Attempts attempts = new Attempts(time);
    private WireMockServer bfl;

    @BeforeEach
    void start() {
        bfl = new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("localhost"));
        bfl.start();
    }

    @AfterEach
    void stop() {
        bfl.stop();
    }

    /** Name, answer, how a submit ends and after how many tries, how a poll ends and after how many. */
    static Stream<Arguments> troubles() {
        String echo = "{'detail':[{'type':'missing','loc':['body','image'],'msg':'Field required',"
                + "'input':{'prompt':'" + Planted.PROMPT + "'}}]}";
        return Stream.of(
                trouble(
                        "400",
                        answer(400, "{'detail':'Finetune not found'}"),
                        "InvalidRequest",
                        1,
                        "InvalidRequest",
                        1),
                trouble("401", answer(401, "{}"), "Unauthorized", 1, "Unavailable", 1),
                trouble("402", answer(402, "{'detail':'x'}"), "InsufficientCredits", 1, "InsufficientCredits", 1),
                trouble("403", answer(403, "{'detail':'x'}"), "Unauthorized", 1, "Unavailable", 1),
                trouble(
                        "403 with a page",
                        answer(403, "<html>"),
                        "Unavailable",
                        SUBMITS_IN_TIME,
                        "Unavailable",
                        POLLS_IN_TIME),
                trouble("404", answer(404, "{'detail':'Not Found'}"), "InvalidRequest", 1, "Task not found", 1),
                trouble("422 with an echo", answer(422, echo), "InvalidRequest", 1, "InvalidRequest", 1),
                trouble(
                        "422 about the key",
                        answer(422, "{'detail':'Invalid API key format'}"),
                        "Unauthorized",
                        1,
                        "Unavailable",
                        1),
                trouble("422 with a finished task", answer(422, "{'status':'Error'}"), "InvalidRequest", 1, "Error", 1),
                trouble("429", answer(429, ""), "RateLimited", SUBMITS_IN_TIME, "RateLimited", POLLS_IN_TIME),
                trouble(
                        "429, again in 1 s",
                        answer(429, "").withHeader("Retry-After", "1"),
                        "RateLimited",
                        2,
                        "RateLimited",
                        3),
                trouble(
                        "429, again in 9 s",
                        answer(429, "").withHeader("Retry-After", "9"),
                        "RateLimited",
                        1,
                        "RateLimited",
                        1),
                trouble("500", answer(500, "oops"), "SubmitUnknown", 1, "Unavailable", POLLS_IN_TIME),
                trouble("502", answer(502, "<html>"), "SubmitUnknown", 1, "Unavailable", POLLS_IN_TIME),
                trouble("504", answer(504, ""), "SubmitUnknown", 1, "Unavailable", POLLS_IN_TIME),
                trouble("503", answer(503, "{}"), "Unavailable", SUBMITS_IN_TIME, "Unavailable", POLLS_IN_TIME),
                trouble("503 with a page", answer(503, "<html>"), "SubmitUnknown", 2, "Unavailable", POLLS_IN_TIME),
                trouble(
                        "503 with a finished task",
                        answer(503, "{'id':'a','status':'Error'}"),
                        "SubmitUnknown",
                        1,
                        "Error",
                        1),
                trouble("malformed JSON", answer(200, "{'id':"), "SubmitUnknown", 1, "Unavailable", POLLS_IN_TIME),
                trouble("an empty body", answer(200, ""), "SubmitUnknown", 1, "Unavailable", POLLS_IN_TIME),
                trouble(
                        "a huge body",
                        answer(200, "x".repeat(17_000_000)),
                        "SubmitUnknown",
                        1,
                        "Unavailable",
                        POLLS_IN_TIME),
                trouble(
                        "a redirect",
                        answer(307, "").withHeader("Location", "http://localhost:1/"),
                        "SubmitUnknown",
                        1,
                        "Unavailable",
                        POLLS_IN_TIME),
                trouble("an unknown status", answer(200, "{'id':'a','status':'Dreaming'}"), "a", 1, "Dreaming", 1),
                trouble(
                        "a reset after the request",
                        fault(Fault.CONNECTION_RESET_BY_PEER),
                        "SubmitUnknown",
                        1,
                        "Unavailable",
                        POLLS_IN_TIME),
                trouble(
                        "an empty reply",
                        fault(Fault.EMPTY_RESPONSE),
                        "SubmitUnknown",
                        1,
                        "Unavailable",
                        POLLS_IN_TIME),
                trouble(
                        "garbage for HTTP",
                        fault(Fault.RANDOM_DATA_THEN_CLOSE),
                        "SubmitUnknown",
                        1,
                        "Unavailable",
                        POLLS_IN_TIME),
                trouble(
                        "a body that breaks off",
                        fault(Fault.MALFORMED_RESPONSE_CHUNK),
                        "SubmitUnknown",
                        1,
                        "Unavailable",
                        POLLS_IN_TIME));
    }

    @ParameterizedTest(name = "{0}: {2} after {3}")
    @MethodSource("troubles")
    void a_submit_ends_by_its_name_after_so_many_tries(
            String trouble, ResponseDefinitionBuilder answer, String outcome, int tries, String poll, int polls) {
        bfl.stubFor(any(anyUrl()).willReturn(answer));

        assertThat(submit(bfl.baseUrl())).isEqualTo(outcome);
        assertThat(attempts.submits()).isEqualTo(tries);
        assertThat(sent()).hasSize(tries).allSatisfy(request -> {
            assertThat(request.getMethod().getName()).isEqualTo("POST");
            assertThat(request.getUrl()).isEqualTo("/v1/flux-pro-1.0-fill");
            assertThat(request.getHeader("x-key")).isEqualTo(Planted.KEY);
            assertThat(request.getBodyAsString()).isEqualTo(SUBMIT);
        });
    }

    @ParameterizedTest(name = "{0}: {4} after {5}")
    @MethodSource("troubles")
    void a_poll_ends_by_its_name_after_so_many_tries(
            String trouble, ResponseDefinitionBuilder answer, String submit, int submits, String outcome, int tries) {
        bfl.stubFor(any(anyUrl()).willReturn(answer));

        assertThat(poll(bfl.baseUrl(), TIME)).isEqualTo(outcome);
        assertThat(attempts.polls()).isEqualTo(tries);
        assertThat(sent()).hasSize(tries).allSatisfy(request -> {
            assertThat(request.getMethod().getName()).isEqualTo("GET");
            assertThat(request.getUrl()).isEqualTo("/v1/get_result?id=a%2Fb&x=%20+");
            assertThat(request.getHeader("x-key")).isEqualTo(Planted.KEY);
        });
    }

    @Test
    void a_refused_connection_is_tried_again_because_nothing_was_sent() {
        assertThat(submit("http://localhost:1")).isEqualTo("Unavailable");
        assertThat(attempts.submits()).isEqualTo(SUBMITS_IN_TIME);
        assertThat(poll("http://localhost:1", TIME)).isEqualTo("Unavailable");
        assertThat(attempts.polls()).isEqualTo(POLLS_IN_TIME);
    }

    @Test
    void an_unknown_host_is_tried_again_because_nothing_was_sent() {
        assertThat(submit("http://nowhere.invalid")).isEqualTo("Unavailable");
        assertThat(attempts.submits()).isEqualTo(SUBMITS_IN_TIME);
    }

    @Test
    void a_connection_that_is_reset_when_the_request_arrives_leaves_a_submit_in_doubt() throws Exception {
        try (RawServer server = new RawServer(RawServer.RESET_AT_FIRST_BYTE)) {
            assertThat(submit(server.url())).isEqualTo("SubmitUnknown");
            assertThat(server.connections()).isEqualTo(1);
            assertThat(poll(server.url(), TIME)).isEqualTo("Unavailable");
            assertThat(attempts.polls()).isEqualTo(POLLS_IN_TIME);
        }
    }

    @Test
    void a_body_that_drips_ends_with_the_time_and_so_does_its_connection() throws Exception {
        CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
        try (RawServer server = new RawServer(RawServer.dripUntilHungUp(hungUp))) {
            long began = System.nanoTime();

            assertThat(client(server.url(), Duration.ofMillis(1100)).submit()).isEqualTo("SubmitUnknown");

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(hungUp.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_poll_that_drips_ends_with_the_time_too() throws Exception {
        CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
        try (RawServer server = new RawServer(RawServer.dripUntilHungUp(hungUp))) {
            assertThat(poll(server.url(), Duration.ofMillis(200))).isEqualTo("Unavailable");
            assertThat(hungUp.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_body_that_is_too_large_to_be_an_answer_ends_and_so_does_its_connection() throws Exception {
        CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
        try (RawServer server = new RawServer(RawServer.floodUntilHungUp(hungUp))) {
            assertThat(submit(server.url())).isEqualTo("SubmitUnknown");
            assertThat(hungUp.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void after_a_body_that_dripped_the_next_poll_is_served() throws Exception {
        try (RawServer server = new RawServer(RawServer.dripUntilHungUp(new CompletableFuture<>()))) {
            poll(server.url(), Duration.ofMillis(200));
        }
        bfl.stubFor(any(anyUrl()).willReturn(answer(200, "{'status':'Ready'}")));

        assertThat(poll(bfl.baseUrl(), TIME)).isEqualTo("Ready");
    }

    @Test
    void a_redirect_is_not_followed_with_the_key() {
        WireMockServer elsewhere =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        elsewhere.start();
        try {
            bfl.stubFor(any(anyUrl()).willReturn(answer(302, "").withHeader("Location", elsewhere.baseUrl())));

            submit(bfl.baseUrl());
            poll(bfl.baseUrl(), TIME);

            assertThat(elsewhere.getAllServeEvents()).isEmpty();
        } finally {
            elsewhere.stop();
        }
    }

    @ParameterizedTest(name = "hostile URL {index}")
    @MethodSource("io.fluxfill.testing.HostileUrls#all")
    void a_redirect_to_a_hostile_url_ends_where_it_came_from(String location) {
        String header = location.replaceAll("[^!-~]", "");
        bfl.stubFor(any(anyUrl()).willReturn(answer(307, "").withHeader("Location", header)));

        assertThat(submit(bfl.baseUrl())).as("%s", header).isEqualTo("SubmitUnknown");
        assertThat(sent()).hasSize(1);
    }

    @Test
    void a_picture_is_fetched_without_the_key() {
        bfl.stubFor(any(anyUrl()).willReturn(answer(200, "picture")));

        byte[] picture = client(bfl.baseUrl(), TIME).download("/x.png?sig=" + Planted.SIGNATURE, 7);

        assertThat(new String(picture, StandardCharsets.US_ASCII)).isEqualTo("picture");
        assertThat(sent()).singleElement().satisfies(request -> {
            assertThat(request.getUrl()).isEqualTo("/x.png?sig=" + Planted.SIGNATURE);
            assertThat(request.containsHeader("x-key")).isFalse();
        });
    }

    @Test
    void a_picture_over_the_limit_is_not_read_to_its_end() {
        bfl.stubFor(any(anyUrl()).willReturn(answer(200, "pictures")));

        assertThat(outcomeOf(
                        () -> new String(client(bfl.baseUrl(), TIME).download("/x.png", 7), StandardCharsets.US_ASCII)))
                .isEqualTo("Unavailable");
    }

    @Test
    void a_picture_may_be_larger_than_any_other_body() {
        int bytes = BflLine.MAX_JSON_BYTES + 1;
        bfl.stubFor(any(anyUrl()).willReturn(aResponse().withBody(new byte[bytes])));

        assertThat(client(bfl.baseUrl(), Duration.ofSeconds(20)).download("/x.png", bytes))
                .hasSize(bytes);
    }

    @Test
    void a_long_body_arrives_whole_with_its_length_and_not_in_chunks() {
        bfl.stubFor(any(anyUrl()).willReturn(answer(200, "{'id':'a','polling_url':'x'}")));

        client(bfl.baseUrl(), TIME).submit(longBody());

        assertThat(sent()).singleElement().satisfies(request -> {
            assertThat(request.getHeader("Content-Length")).isEqualTo("1000009");
            assertThat(request.containsHeader("Transfer-Encoding")).isFalse();
            assertThat(request.getBody())
                    .hasSize(1_000_009)
                    .startsWith('{', '"', 'A')
                    .endsWith('A', '"', ':', '0', '}');
        });
    }

    @Test
    void a_long_body_is_sent_again_from_its_beginning_where_bfl_was_too_busy_for_it() {
        bfl.stubFor(post(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("ready")
                .willReturn(aResponse().withStatus(429)));
        bfl.stubFor(post(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs("ready")
                .willReturn(answer(200, "{'id':'a','polling_url':'x'}")));

        assertThat(client(bfl.baseUrl(), TIME).submit(longBody())).isEqualTo("a");

        assertThat(sent())
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.getBody()).isEqualTo(longBody().bytes()));
    }

    @Test
    void the_refusal_of_a_long_body_is_read_though_it_comes_before_the_body_is_sent() throws IOException {
        try (RawServer server = new RawServer(
                RawServer.answeringBeforeTheBody("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(client(server.url(), TIME).submit(longBody())).isEqualTo("InvalidRequest");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_connection_that_ends_amid_a_long_body_leaves_a_doubt_and_is_not_tried_again() throws IOException {
        try (RawServer server = new RawServer(RawServer.RESET_AFTER_HEAD)) {
            assertThat(client(server.url(), TIME).submit(longBody())).isEqualTo("SubmitUnknown");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void the_next_exchange_takes_the_connection_of_the_last() throws IOException {
        try (RawServer server = new RawServer(RawServer.keeping(KEPT_FOR_LONG))) {
            submit(server.url());
            submit(server.url());

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_connection_that_was_idle_for_more_than_a_second_is_not_used_again_whatever_bfl_promises() throws Exception {
        FakeTime clock = new FakeTime();
        RestTransport other = new RestTransport(new BflLine(tls, eventLoops, clock));
        try (RawServer server = new RawServer(RawServer.keeping(KEPT_FOR_LONG))) {
            TrustedUrl url = new TrustedHosts(List.of(URI.create(server.url()).getAuthority()))
                    .check(server.url())
                    .orElseThrow();
            other.get(url, Planted.KEY, TIME);
            clock.advance(BflLine.LONGEST_IDLE);
            other.get(url, Planted.KEY, TIME);
            assertThat(server.connections()).isEqualTo(1);

            clock.advance(BflLine.LONGEST_IDLE.plusMillis(1));
            other.get(url, Planted.KEY, TIME);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void the_function_is_still_there() {
        assertThat(RestAssured.given().body("{}").post().path("errorType").toString())
                .isEqualTo("FluxFill.InvalidRequest");
    }

    private static Pieces longBody() {
        byte[] picture = new byte[1_000_003];
        Arrays.fill(picture, (byte) 'A');
        return new Pieces(List.of(Utf8.of("{\""), Utf8.of(picture), Utf8.of("\":0}")));
    }

    private String submit(String url) {
        return client(url, TIME).submit();
    }

    private String poll(String url, Duration limit) {
        return client(url, limit).poll();
    }

    private Client client(String url, Duration limit) {
        return new Client(url, Deadline.in(limit, time));
    }

    private final class Client {
        private final Bfl client;
        private final String url;
        private final Deadline deadline;

        Client(String url, Deadline deadline) {
            TrustedHosts hosts = new TrustedHosts(List.of(URI.create(url).getAuthority()));
            TrustedUrl base = hosts.check(url).orElseThrow();
            this.url = url;
            this.deadline = deadline;
            Bfl.Places places =
                    new Bfl.Places(new BflHosts(base, base, List.of()), hosts, new DeliveryHosts(hosts, List.of()));
            this.client = Bfl.over(
                    transport, places, limit -> Planted.KEY, TaskDirectory.EMPTY, new ObjectMapper(), time.all());
        }

        String submit() {
            return submit(new Pieces(List.of(Utf8.of(SUBMIT))));
        }

        String submit(Pieces body) {
            return outcomeOf(() -> client.submitter()
                    .submit(new Submission(Endpoint.FILL, body, Parts.ORIGIN, deadline, deadline), attempts)
                    .handle()
                    .id());
        }

        String poll() {
            TaskHandle handle = TaskHandle.of("a/b", url + "/v1/get_result?id=a%2Fb&x=%20+");
            return outcomeOf(() -> {
                Task task = client.poller().poll(handle, deadline, attempts).task();
                return task.word();
            });
        }

        byte[] download(String path, long maxBytes) {
            try {
                Path file = Files.createTempFile("picture", null);
                client.downloader().download(url + path, file, maxBytes, deadline);
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What comes back, or the error's name; its text must not hold what was planted. */
    private static String outcomeOf(Supplier<String> work) {
        try {
            return work.get();
        } catch (FluxFillException e) {
            assertThat(e.toString()).doesNotContain(Planted.all());
            return e.type().code().substring("FluxFill.".length());
        }
    }

    private List<LoggedRequest> sent() {
        return bfl.getAllServeEvents().stream()
                .map(event -> LoggedRequest.createFrom(event.getRequest()))
                .toList();
    }

    private static Arguments trouble(
            String name, ResponseDefinitionBuilder answer, String submit, int submits, String poll, int polls) {
        return Arguments.of(name, answer, submit, submits, poll, polls);
    }

    /** An answer; the JSON in it is written with single quotes. */
    private static ResponseDefinitionBuilder answer(int status, String body) {
        return aResponse().withStatus(status).withBody(Json.text(body));
    }

    private static ResponseDefinitionBuilder fault(Fault fault) {
        return aResponse().withFault(fault);
    }
}

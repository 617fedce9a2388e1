package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.function.RawBfl.Seen;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The native executable, frozen between its events while its connections to BFL grow old: no submit is lost or doubled, and
 * no poll fails, whatever has become of them.
 *
 * <p>Connections are judged by the wall clock, so time has to go by. Many functions let it go by together, half of them over
 * HTTPS: with four rounds each, that makes 48 of a kind.
 */
class FreezingIT {
    private static final int FUNCTIONS = 12;
    private static final int ROUNDS = 4;

    /** A connection is used again that was used within the last second: this is a little longer. */
    private static final Duration TOO_LONG = Duration.ofMillis(1050);

    /** And so short that only the end of a connection tells that it cannot be used again. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private final ExecutorService side = Executors.newFixedThreadPool(FUNCTIONS);
    private final List<Pair> pairs = new ArrayList<>();

    /** A function, a BFL for it alone, and what it has answered last. */
    private static final class Pair {
        private final RawBfl bfl;
        private final NativeFunction function;
        private JsonNode answer;

        Pair(RawBfl bfl, NativeFunction function) {
            this.bfl = bfl;
            this.function = function;
        }
    }

    @BeforeEach
    void start() throws IOException {
        TestAuthority authority = TestAuthority.make();
        SSLContext certificate = authority.valid();
        for (int i = 0; i < FUNCTIONS / 2; i++) {
            start(Optional.empty(), Map.of());
            start(Optional.of(certificate), authority.settings());
        }
    }

    @AfterEach
    void stop() {
        side.shutdownNow();
        pairs.forEach(pair -> pair.function.close());
        pairs.forEach(pair -> pair.bfl.close());
    }

    @Test
    void connections_that_bfl_has_kept_are_no_trouble() throws Exception {
        submitAndPickUpAfterEach(bfl -> {});
    }

    @Test
    void a_connection_that_is_fresh_and_alive_is_used_again() throws Exception {
        // The first event waits for the start of each process, and so for longer than a connection stays fresh.
        submit(1);
        submit(2);
        freeze(bfl -> {}, SHORT);
        submit(3);

        assertThat(pairs).allSatisfy(pair -> {
            List<Seen> submits = pair.bfl.requests("POST");
            assertThat(submits.get(2).connection()).isEqualTo(submits.get(1).connection());
        });
    }

    @Test
    void connections_that_bfl_has_closed_meanwhile_cost_a_quiet_retry_of_a_poll_at_most() throws Exception {
        submitAndPickUpAfterEach(RawBfl::closeConnections);
    }

    @Test
    void connections_that_were_reset_meanwhile_cost_a_quiet_retry_of_a_poll_at_most() throws Exception {
        submitAndPickUpAfterEach(RawBfl::resetConnections);
    }

    @Test
    void no_submit_goes_out_on_a_connection_whose_other_end_has_gone_silently() throws Exception {
        submit(1);
        for (int round = 2; round <= ROUNDS + 1; round++) {
            freeze(RawBfl::silenceConnections, TOO_LONG);
            submit(round);
        }

        assertThat(pairs).allSatisfy(pair -> {
            assertThat(pair.bfl.requests("POST")).noneMatch(Seen::silent);
            assertQuiet(pair);
        });
    }

    /** Of a process that was started ahead, and may have connections before it ever had an event. */
    @Test
    void connections_that_were_made_ahead_of_the_first_event_may_have_gone_silently() throws Exception {
        for (Pair pair : pairs) {
            pair.function.lambda().prepare();
        }

        freeze(RawBfl::silenceConnections, TOO_LONG);
        submit(1);

        assertThat(pairs).allSatisfy(FreezingIT::assertQuiet);
    }

    private void start(Optional<SSLContext> certificate, Map<String, String> trust) throws IOException {
        RawBfl bfl = RawBfl.start(certificate);
        pairs.add(new Pair(
                bfl, NativeFunction.with(bfl).settings(trust).freezing().start()));
    }

    /** Each of the submits and each of the polls comes after a freeze in which this was done to the connections. */
    private void submitAndPickUpAfterEach(Consumer<RawBfl> fate) throws InterruptedException {
        submit(1);
        for (int round = 1; round <= ROUNDS; round++) {
            Duration idle = round % 2 == 0 ? TOO_LONG : SHORT;
            freeze(fate, idle);
            pickUp(round);
            freeze(fate, idle);
            submit(round + 1);
        }

        assertThat(pairs).allSatisfy(FreezingIT::assertQuiet);
    }

    private void submit(int count) {
        together(pair -> pair.answer = pair.function.submit(0));

        assertThat(pairs).allSatisfy(pair -> {
            assertThat(pair.answer.path("status").asText()).isEqualTo("Pending");
            assertThat(pair.answer.path("id").asText()).isEqualTo("task-" + count);
            assertThat(pair.bfl.requests("POST")).hasSize(count);
        });
    }

    private void pickUp(int count) {
        together(pair -> pair.answer = pair.function.pickUp(pair.answer));

        assertThat(pairs).allSatisfy(pair -> {
            assertThat(pair.answer.path("status").asText()).isEqualTo("Ready");
            assertThat(pair.bfl.requests("GET")).hasSize(count);
        });
    }

    /** No submit was tried twice, no poll more than twice, and none of it was worth a line in the log. */
    private static void assertQuiet(Pair pair) {
        int events = pair.function.lambda().reports().size();
        assertThat(pair.function.eventLines(events))
                .hasSize(events)
                .allMatch(line -> line.matches(".*\"submit_attempts\":[01],\"polls\":[012],.*"));
        assertThat(pair.function.otherLines()).noneMatch(line -> line.matches(".* (WARN|ERROR|FATAL) .*"));
    }

    /** Lets time go by for all functions, frozen, and something happen to their connections. */
    private void freeze(Consumer<RawBfl> fate, Duration idle) throws InterruptedException {
        pairs.forEach(pair -> pair.function.awaitFrozen());
        pairs.forEach(pair -> fate.accept(pair.bfl));
        TimeUnit.NANOSECONDS.sleep(idle.toNanos());
    }

    private void together(Consumer<Pair> work) {
        pairs.stream()
                .map(pair -> CompletableFuture.runAsync(() -> work.accept(pair), side))
                .toList()
                .forEach(CompletableFuture::join);
    }
}

package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.function.RawBfl.Seen;
import io.fluxfill.lambda.Init;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the native executable does at BFL before it asks Lambda for its first event, and what comes of that. */
class WarmUpIT {
    /** What a process may take longer than it should, on a machine that is busy. */
    private static final Duration NOISE = Duration.ofMillis(1000);

    private RawBfl bfl;
    private NativeFunction function;

    @AfterEach
    void stop() {
        if (function != null) {
            function.close();
        }
        if (bfl != null) {
            bfl.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_connection_of_the_first_submit_is_made_before_the_first_question_for_an_event(boolean secure)
            throws Exception {
        start(secure);

        function.lambda().prepare();
        int before = bfl.connections();
        function.submit(0);

        assertThat(before).isPositive();
        assertThat(bfl.connections()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothing_is_sent_on_it_before_the_submit(boolean secure) throws Exception {
        start(secure);

        function.lambda().prepare();
        assertThat(bfl.requests()).isEmpty();
        function.submit(0);

        assertThat(bfl.requests()).extracting(Seen::method).containsExactly("POST");
    }

    @Test
    void the_first_poll_too_finds_its_connection_made() throws Exception {
        start(true);
        function.lambda().prepare();
        int connections = bfl.connections();

        function.pickUp(function.submit(0));

        assertThat(bfl.requests("GET")).hasSize(1);
        assertThat(bfl.connections()).isEqualTo(connections);
    }

    @Test
    void without_it_nothing_is_opened_before_the_first_event() throws Exception {
        bfl = RawBfl.start(Optional.empty());
        function = NativeFunction.with(bfl)
                .setting("flux-fill.warm-up.enabled", "false")
                .start();

        function.lambda().prepare();
        assertThat(bfl.connections()).isZero();

        assertThat(function.submit(0).path("status").asText()).isEqualTo("Pending");
        assertThat(bfl.requests()).extracting(Seen::method).containsExactly("POST");
    }

    @Test
    void a_bfl_that_does_not_answer_its_greeting_delays_the_init_by_the_limit_and_no_more() throws Exception {
        TestAuthority authority = TestAuthority.make();
        bfl = RawBfl.start(Optional.of(authority.valid()));
        bfl.keepSilent(true);
        Duration limit = Duration.ofMillis(300);
        function = NativeFunction.with(bfl)
                .settings(authority.settings())
                .setting("flux-fill.warm-up.limit", limit.toMillis() + "ms")
                .start();

        Init init = function.lambda().prepare();

        assertThat(bfl.connections()).isPositive();
        bfl.keepSilent(false);
        assertThat(init.duration()).isBetween(limit, limit.plus(NOISE));
        assertThat(function.submit(0).path("status").asText()).isEqualTo("Pending");
        assertThat(bfl.requests("POST")).hasSize(1);
        assertNothingIsLogged();
    }

    @Test
    void a_bfl_that_cannot_be_reached_then_and_can_be_later_is_no_trouble() throws Exception {
        bfl = RawBfl.start(Optional.empty());
        URI url = bfl.url();
        bfl.close();
        function = NativeFunction.with(bfl).start();

        Init init = function.lambda().prepare();
        bfl = RawBfl.startAt(url.getPort());

        assertThat(init.duration()).isLessThan(NOISE);
        assertThat(function.submit(0).path("status").asText()).isEqualTo("Pending");
        assertThat(bfl.requests()).extracting(Seen::method).containsExactly("POST");
        assertNothingIsLogged();
    }

    @Test
    void a_bfl_whose_certificate_nobody_vouches_for_gets_no_request_then_either() throws Exception {
        TestAuthority authority = TestAuthority.make();
        bfl = RawBfl.start(Optional.of(TestAuthority.untrusted()));
        function = NativeFunction.with(bfl).settings(authority.settings()).start();

        function.lambda().prepare();
        assertThat(bfl.connections()).isPositive();
        assertThat(bfl.requests()).isEmpty();

        bfl.show(authority.valid());
        assertThat(function.submit(0).path("status").asText()).isEqualTo("Pending");
        assertNothingIsLogged();
    }

    private void start(boolean secure) throws IOException {
        if (secure) {
            TestAuthority authority = TestAuthority.make();
            bfl = RawBfl.start(Optional.of(authority.valid()));
            function = NativeFunction.with(bfl).settings(authority.settings()).start();
        } else {
            bfl = RawBfl.start(Optional.empty());
            function = NativeFunction.with(bfl).start();
        }
    }

    /** The line of the first event comes last: what was printed before it has been read too. */
    private void assertNothingIsLogged() {
        assertThat(function.eventLines(1)).hasSize(1);
        assertThat(function.otherLines()).noneMatch(line -> line.matches(".* (INFO|WARN|ERROR|FATAL) .*[Ww]arm.*"));
        assertThat(function.otherLines()).noneMatch(line -> line.matches(".* (WARN|ERROR|FATAL) .*"));
    }
}

package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.Pieces;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.ScriptedTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class SubmitPropertyTest {

    @Property
    void no_run_of_bad_luck_submits_again_what_bfl_may_have_accepted(
            @ForAll("scripts") List<Step> script, @ForAll("seconds") Duration allowed) {
        Run run = new Run(script, allowed);

        List<Step> played = script.subList(0, Math.min(run.bfl.calls().size(), script.size()));
        assertThat(played.stream().limit(Math.max(0, played.size() - 1)))
                .allMatch(step -> step.isHarmless() || step == Step.DOUBTFUL);
    }

    @Property
    void a_doubt_is_never_forgotten_and_costs_one_more_try_at_most(
            @ForAll("scripts") List<Step> script, @ForAll("seconds") Duration allowed) {
        Run run = new Run(script, allowed);

        List<Step> played = script.subList(0, Math.min(run.bfl.calls().size(), script.size()));
        assertThat(played).filteredOn(Step.DOUBTFUL::equals).hasSizeLessThanOrEqualTo(2);
        if (played.contains(Step.DOUBTFUL) && run.failure instanceof FluxFillException failure) {
            assertThat(failure.type())
                    .isIn(ErrorType.SUBMIT_UNKNOWN, ErrorType.INVALID_REQUEST, ErrorType.UNAUTHORIZED);
        }
    }

    @Property
    void a_refused_key_is_never_sent_again_and_no_third_one_is_tried(
            @ForAll("scripts") List<Step> script, @ForAll("seconds") Duration allowed) {
        Run run = new Run(script, allowed);

        int sent = run.bfl.calls().size();
        List<Step> played = script.subList(0, Math.min(sent, script.size()));
        int refused = played.indexOf(Step.KEY_REFUSED);
        long withOldKey = refused < 0 ? sent : refused + 1;
        assertThat(played).filteredOn(Step.KEY_REFUSED::equals).hasSizeLessThanOrEqualTo(2);
        assertThat(run.bfl.calls().stream().map(ScriptedTransport.Call::key))
                .containsExactlyElementsOf(Stream.concat(
                                Stream.generate(() -> RotatedKey.OLD).limit(withOldKey),
                                Stream.generate(() -> RotatedKey.NEW).limit(sent - withOldKey))
                        .toList());
    }

    @Property
    void every_run_ends_in_time_with_a_handle_or_a_failure_and_counts_its_tries(
            @ForAll("scripts") List<Step> script, @ForAll("seconds") Duration allowed) {
        Run run = new Run(script, allowed);

        Instant end = run.bfl.calls().isEmpty() ? null : run.start.plus(allowed);
        assertThat(run.failure == null || run.failure instanceof FluxFillException)
                .isTrue();
        assertThat(run.time.elapsed()).isLessThanOrEqualTo(allowed);
        assertThat(run.attempts.submits()).isEqualTo(run.bfl.calls().size());
        assertThat(run.bfl.calls()).allSatisfy(call -> {
            assertThat(call.limit()).isGreaterThan(BflSubmitter.SHORTEST_SUBMIT);
            assertThat(call.at().plus(call.limit())).isEqualTo(end);
        });
    }

    @Provide
    Arbitrary<List<Step>> scripts() {
        Arbitrary<Step> harmless = Arbitraries.of(
                Step.NOT_SENT,
                Step.BUSY,
                Step.BUSY_FOR_A_WHILE,
                Step.UNAVAILABLE,
                Step.KEY_REFUSED,
                Step.PAGE_ON_THE_WAY);
        return Arbitraries.frequencyOf(Tuple.of(4, harmless), Tuple.of(1, Arbitraries.of(Step.values())))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<Duration> seconds() {
        return Arbitraries.longs().between(0, 60_000).map(Duration::ofMillis);
    }

    private static final class Run extends BflFixture {
        final Instant start = time.instant();
        final Throwable failure;

        Run(List<Step> script, Duration allowed) {
            for (Step step : script) {
                step.addTo(bfl);
            }
            bfl.answers(503, "{}").forEver();
            Bfl client = client(RotatedKey.to(RotatedKey.NEW, time));
            failure = catchThrowable(() -> client.submitter()
                    .submit(submission(Endpoint.FILL, new Pieces(List.of()), in(allowed), in(allowed)), attempts));
        }
    }

    enum Step {
        NOT_SENT,
        BUSY,
        BUSY_FOR_A_WHILE,
        UNAVAILABLE,
        KEY_REFUSED,
        PAGE_ON_THE_WAY,
        KEY_REFUSED_WITH_ID,
        UNAVAILABLE_WITH_ID,
        DOUBTFUL,
        LOST,
        SLOW,
        BAD_GATEWAY,
        REFUSED,
        UNREADABLE,
        ACCEPTED;

        boolean isHarmless() {
            return compareTo(PAGE_ON_THE_WAY) <= 0;
        }

        void addTo(ScriptedTransport bfl) {
            switch (this) {
                case NOT_SENT -> bfl.notSent("the connection failed");
                case BUSY -> bfl.answers(429, "").taking(Duration.ofMillis(300));
                case BUSY_FOR_A_WHILE -> bfl.answers(429, "", "3");
                case UNAVAILABLE -> bfl.answers(503, "{}").taking(Duration.ofMillis(700));
                case KEY_REFUSED -> bfl.answers(403, "{}").taking(Duration.ofMillis(200));
                case PAGE_ON_THE_WAY -> bfl.answers(403, "<html>");
                case KEY_REFUSED_WITH_ID -> bfl.answers(403, Json.text("{'id': 'a1'}"));
                case UNAVAILABLE_WITH_ID -> bfl.answers(503, Json.text("{'id': 'a1'}"));
                case DOUBTFUL -> bfl.answers(503, "upstream connect error");
                case LOST -> bfl.losesTheAnswer("the answer was lost");
                case SLOW -> bfl.answers(200, Json.text("{'id': 'a1'}")).taking(Duration.ofHours(1));
                case BAD_GATEWAY -> bfl.answers(502, "");
                case REFUSED -> bfl.answers(422, Json.text("{'detail': 'no'}"));
                case UNREADABLE -> bfl.answers(200, "");
                case ACCEPTED -> bfl.answers(200, Json.text("{'id': 'a1'}")).taking(Duration.ofSeconds(1));
            }
        }
    }
}

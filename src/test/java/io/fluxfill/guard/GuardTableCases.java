package io.fluxfill.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Json;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the guard may rely on, whatever the table is. */
public abstract class GuardTableCases {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration DAY = Duration.ofDays(1);
    private static final String URL = "https://api.eu2.bfl.ai/v1/get_result?id=";

    private final FakeTime time = new FakeTime();
    private final Instant until = time.instant().plusSeconds(30);
    private final String name = UUID.randomUUID().toString();
    private final String key = "key#" + name;
    private final String counter = "budget#" + name;
    private GuardTable table;

    /** A table that this test has not used. */
    protected abstract GuardTable table(Time time);

    private GuardTable table() {
        if (table == null) {
            table = table(time.all());
        }
        return table;
    }

    @Test
    void the_first_one_wins_and_the_next_one_is_told_of_it() {
        assertThat(claim("a")).isEqualTo(new Claim.Won());

        assertThat(claim("b")).isEqualTo(new Claim.Taken(submitting("a")));
        assertThat(table().read(key, LIMIT)).contains(submitting("a"));
    }

    @Test
    void a_claim_that_is_repeated_after_a_lost_answer_has_won() {
        claim("a");

        assertThat(claim("a")).isEqualTo(new Claim.Won());
    }

    @Test
    void there_is_no_record_of_a_name_that_nobody_claimed() {
        assertThat(table().read(key, LIMIT)).isEmpty();
    }

    @Test
    void a_record_that_has_expired_is_as_none() {
        table().claim(key, submitting("a"), Optional.of(time.instant().plus(DAY)), List.of(), LIMIT);

        time.advance(DAY.minusSeconds(2));
        assertThat(claim("b")).isInstanceOf(Claim.Taken.class);
        time.advance(Duration.ofSeconds(4));

        assertThat(table().read(key, LIMIT)).isEmpty();
        assertThat(claim("b")).isEqualTo(new Claim.Won());
    }

    @Test
    void a_record_without_an_expiry_stays() {
        claim("a");
        table().settle(key, new GuardRecord.Unknown("hash", "a", Optional.empty()), Optional.empty(), LIMIT);

        time.advance(Duration.ofDays(10_000));

        assertThat(claim("b")).isInstanceOf(Claim.Taken.class);
    }

    @Test
    void an_accepted_task_is_given_back_as_bfl_told_it() {
        GuardRecord submitted = new GuardRecord.Submitted("hash", "a", task());
        claim("a");

        table().settle(key, submitted, Optional.of(time.instant().plus(DAY)), LIMIT);

        assertThat(claim("b")).isEqualTo(new Claim.Taken(submitted));
    }

    @Test
    void a_task_with_a_webhook_has_no_polling_url() {
        SubmittedTask task = new SubmittedTask(
                Endpoint.FILL,
                TaskHandle.byId(name),
                Json.object("{'id': '" + name + "', 'status': 'Pending', 'webhook_url': 'https://a.example/'}"));
        GuardRecord submitted = new GuardRecord.Submitted("hash", "a", task);
        claim("a");

        table().settle(key, submitted, Optional.of(time.instant().plus(DAY)), LIMIT);

        assertThat(table().read(key, LIMIT)).contains(submitted);
        assertThat(table().pollingUrl(name, LIMIT)).isEmpty();
    }

    @Test
    void a_doubt_keeps_what_is_known_of_the_task() {
        GuardRecord unknown = new GuardRecord.Unknown("hash", "a", Optional.of(TaskHandle.byId("abc")));
        claim("a");

        table().settle(key, unknown, Optional.empty(), LIMIT);

        assertThat(table().read(key, LIMIT)).contains(unknown);
    }

    @Test
    void a_task_is_found_by_its_id() {
        claim("a");

        table().settle(key, new GuardRecord.Submitted("hash", "a", task()), Optional.empty(), LIMIT);

        assertThat(table().pollingUrl(name, LIMIT)).contains(URL + name);
        assertThat(table().pollingUrl("another", LIMIT)).isEmpty();
    }

    @Test
    void nobody_settles_the_record_of_another() {
        claim("a");

        table().settle(key, new GuardRecord.Unknown("hash", "b", Optional.empty()), Optional.empty(), LIMIT);

        assertThat(table().read(key, LIMIT)).contains(submitting("a"));
    }

    @Test
    void a_record_that_was_deleted_meanwhile_does_not_come_back_but_its_task_is_found() {
        table().settle(key, new GuardRecord.Submitted("hash", "a", task()), Optional.empty(), LIMIT);

        assertThat(table().read(key, LIMIT)).isEmpty();
        assertThat(table().pollingUrl(name, LIMIT)).contains(URL + name);
    }

    @Test
    void nobody_releases_the_record_of_another() {
        claim("a");

        table().release(key, "b", List.of(), LIMIT);
        assertThat(table().read(key, LIMIT)).isPresent();

        table().release(key, "a", List.of(), LIMIT);
        assertThat(table().read(key, LIMIT)).isEmpty();
    }

    @Test
    void credits_are_counted_up_to_the_budget() {
        assertThat(charged("1")).isEqualTo(new Claim.Won());
        assertThat(charged("2")).isEqualTo(new Claim.Won());

        assertThat(charged("3")).isEqualTo(new Claim.OverBudget(charge()));
        assertThat(table().read(key + "3", LIMIT)).isEmpty();
    }

    @Test
    void of_two_budgets_the_one_that_is_used_up_is_told() {
        Charge wide = new Charge(counter + "#wide", 5, 1000, false);
        Charge narrow = new Charge(counter + "#narrow", 5, 5, false);
        List<Charge> both = List.of(wide, narrow);
        table().claim(key + "1", submitting("1"), Optional.empty(), both, LIMIT);

        assertThat(table().claim(key + "2", submitting("2"), Optional.empty(), both, LIMIT))
                .isEqualTo(new Claim.OverBudget(narrow));
        assertThat(table().enter("body#" + name, "3", until, both, LIMIT)).isEqualTo(new Flight.OverBudget(narrow));
    }

    @Test
    void a_budget_that_is_smaller_than_the_price_lets_nothing_through() {
        Charge charge = new Charge(counter, 6, 5, false);

        assertThat(table().claim(key, submitting("a"), Optional.empty(), List.of(charge), LIMIT))
                .isEqualTo(new Claim.OverBudget(charge));
    }

    @Test
    void what_is_taken_already_costs_nothing() {
        table().claim(key + "1", submitting("other"), Optional.empty(), List.of(), LIMIT);

        charged("1");
        charged("1");
        charged("1");

        assertThat(charged("2")).isEqualTo(new Claim.Won());
    }

    @Test
    void what_is_released_gives_its_credits_back_once() {
        charged("1");
        charged("2");

        table().release(key + "2", "2", List.of(charge()), LIMIT);
        table().release(key + "2", "2", List.of(charge()), LIMIT);

        assertThat(charged("3")).isEqualTo(new Claim.Won());
        assertThat(charged("4")).isEqualTo(new Claim.OverBudget(charge()));
    }

    @Test
    void whoever_enters_is_told_of_all_others_that_are_under_way() {
        assertThat(enter("a", until)).isEqualTo(new Flight.Entered(List.of(), Optional.empty()));
        assertThat(enter("b", until.plusSeconds(1))).isEqualTo(new Flight.Entered(List.of(until), Optional.empty()));
        assertThat(enter("b", until.plusSeconds(1)))
                .as("the same again")
                .isEqualTo(new Flight.Entered(List.of(until), Optional.empty()));
    }

    @Test
    void whoever_has_left_is_not_told_of_any_more() {
        enter("a", until);
        enter("b", until);

        table().leaveAnswered("body#" + name, "a", task(), LIMIT);
        table().leaveReleased("body#" + name, "b", List.of(), LIMIT);

        assertThat(enter("c", until)).isEqualTo(new Flight.Entered(List.of(), Optional.empty()));
        assertThat(table().pollingUrl(name, LIMIT)).contains(URL + name);
    }

    @Test
    void whoever_leaves_in_doubt_leaves_the_doubt() {
        Instant doubtUntil = time.instant().plusSeconds(600);
        enter("a", until);

        table().leaveInDoubt("body#" + name, "a", doubtUntil, LIMIT);

        assertThat(enter("b", until)).isEqualTo(new Flight.Entered(List.of(), Optional.of(doubtUntil)));
    }

    @Test
    void entering_counts_credits_and_being_refused_gives_them_back_once() {
        String body = "body#" + name;
        assertThat(table().enter(body, "a", until, List.of(charge()), LIMIT)).isInstanceOf(Flight.Entered.class);
        assertThat(table().enter(body, "b", until, List.of(charge()), LIMIT))
                .isEqualTo(new Flight.Entered(List.of(until), Optional.empty()));
        assertThat(table().enter(body, "c", until, List.of(charge()), LIMIT))
                .isEqualTo(new Flight.OverBudget(charge()));

        table().leaveReleased(body, "a", List.of(charge()), LIMIT);
        table().leaveReleased(body, "a", List.of(charge()), LIMIT);

        assertThat(table().enter(body, "d", until, List.of(charge()), LIMIT)).isInstanceOf(Flight.Entered.class);
        assertThat(table().enter(body, "e", until, List.of(charge()), LIMIT))
                .isEqualTo(new Flight.OverBudget(charge()));
    }

    private Claim claim(String owner) {
        return table().claim(key, submitting(owner), Optional.empty(), List.of(), LIMIT);
    }

    /** A claim of a key and an owner of this name, for which the day's budget has room twice. */
    private Claim charged(String owner) {
        return table().claim(key + owner, submitting(owner), Optional.empty(), List.of(charge()), LIMIT);
    }

    private Charge charge() {
        return new Charge(counter, 5, 12, false);
    }

    private Flight enter(String owner, Instant end) {
        return table().enter("body#" + name, owner, end, List.of(), LIMIT);
    }

    private GuardRecord.Submitting submitting(String owner) {
        return new GuardRecord.Submitting("hash", owner, until);
    }

    private SubmittedTask task() {
        return new SubmittedTask(
                Endpoint.FILL_FINETUNED,
                TaskHandle.of(name, URL + name),
                Json.object("{'id': '" + name + "', 'polling_url': '" + URL + name + "', 'more': 1.50}"));
    }
}

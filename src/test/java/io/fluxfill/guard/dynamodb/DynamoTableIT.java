package io.fluxfill.guard.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.aws.AwsEnvironment;
import io.fluxfill.guard.Charge;
import io.fluxfill.guard.Claim;
import io.fluxfill.guard.Flight;
import io.fluxfill.guard.GuardRecord;
import io.fluxfill.guard.GuardTable;
import io.fluxfill.guard.GuardTableCases;
import io.fluxfill.guard.TableException;
import io.fluxfill.testing.DynamoDb;
import io.fluxfill.testing.DynamoDb.Trouble;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table in DynamoDB keeps what the guard relies on, also where calls go wrong. */
class DynamoTableIT extends GuardTableCases {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static DynamoDb dynamoDb;
    private static String name;
    private static DynamoDbClient client;

    private final FakeTime time = new FakeTime();

    @BeforeAll
    static void start() {
        String python = System.getProperty("python");
        assumeTrue(python != null, "Skipped: give -Dpython as .ci/clients prints it.");
        dynamoDb = DynamoDb.start(python);
        name = dynamoDb.createTable();
        client = dynamoDb.client();
    }

    @AfterAll
    static void stop() {
        if (dynamoDb != null) {
            client.close();
            dynamoDb.close();
        }
    }

    @BeforeEach
    void allGoesWell() {
        dynamoDb.goesWrong((caller, operation) -> Trouble.NONE);
    }

    @Override
    protected GuardTable table(Time time) {
        return table(name, time);
    }

    private static GuardTable table(String name, Time time) {
        return new DynamoTable(name, AwsEnvironment.of(dynamoDb.environment()), new ObjectMapper(), time);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "FAILED", "CLOSED_BEFORE", "SILENT_BEFORE", "CLOSED_AFTER", "SILENT_AFTER"})
    void a_call_that_goes_wrong_once_is_repeated_and_has_happened_once(Trouble trouble) {
        GuardTable table = table(time.all());
        String id = "key#" + trouble;
        goWrong(trouble);
        assertThat(table.claim(id, submitting(), Optional.empty(), List.of(), LIMIT))
                .isEqualTo(new Claim.Won());
        goWrong(trouble);
        table.settle(id, new GuardRecord.Unknown("hash", "me", Optional.empty()), Optional.empty(), LIMIT);
        goWrong(trouble);
        assertThat(table.read(id, LIMIT)).containsInstanceOf(GuardRecord.Unknown.class);
        goWrong(trouble);
        table.release(id, "me", List.of(), LIMIT);

        assertThat(table.read(id, LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED_AFTER", "SILENT_AFTER"})
    void credits_are_counted_once_where_the_answer_was_lost(Trouble trouble) {
        GuardTable table = table(time.all());
        String counter = "budget#" + trouble;
        List<Charge> charges = List.of(new Charge(counter, 5, 10, false));
        goWrong(trouble, "TransactWriteItems"::equals);
        table.enter("body#" + trouble, "me", time.instant(), charges, LIMIT);

        assertThat(table.enter("body#" + trouble, "you", time.instant(), charges, LIMIT))
                .isInstanceOf(Flight.Entered.class);
        goWrong(trouble, "TransactWriteItems"::equals);
        table.leaveReleased("body#" + trouble, "me", charges, LIMIT);
        assertThat(credits(counter)).isEqualTo("5");
    }

    @Test
    void a_call_that_goes_wrong_for_ever_ends_with_the_time_and_tells_no_more_than_a_name() {
        dynamoDb.goesWrong((caller, operation) -> Trouble.THROTTLED);
        GuardTable table = table(time.all());

        assertThatThrownBy(() -> table.read("key#a", LIMIT))
                .isInstanceOf(TableException.class)
                .hasMessage("ProvisionedThroughputExceededException");
        assertThat(time.elapsed()).isBetween(LIMIT.minusMillis(500), LIMIT);
    }

    @Test
    void a_table_that_does_not_exist_is_not_asked_twice() {
        GuardTable table = table("nobody", time.all());

        assertThatThrownBy(() -> table.read("key#a", LIMIT))
                .isInstanceOf(TableException.class)
                .hasMessage("ResourceNotFoundException");
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void an_item_that_somebody_has_spoilt_is_a_doubt() {
        Stream.of(
                        Map.<String, AttributeValue>of(),
                        Map.of("state", text("Submitted")),
                        Map.of("state", text("Submitted"), "task", text("a"), "endpoint", text("b"), "body", text("{")),
                        Map.of("state", text("Submitting"), "until", text("soon")))
                .forEach(item -> {
                    Map<String, AttributeValue> all = new HashMap<>(item);
                    all.put("id", text("key#spoilt"));
                    client.putItem(put -> put.tableName(name).item(all));

                    assertThat(table(time.all()).read("key#spoilt", LIMIT))
                            .containsInstanceOf(GuardRecord.Unknown.class);
                });
    }

    private static AttributeValue text(String value) {
        return AttributeValue.builder().s(value).build();
    }

    private GuardRecord.Submitting submitting() {
        return new GuardRecord.Submitting("hash", "me", Instant.EPOCH);
    }

    private static String credits(String counter) {
        return client.getItem(get -> get.tableName(name).key(Map.of("id", text(counter))))
                .item()
                .get("credits")
                .n();
    }

    private static void goWrong(Trouble once) {
        goWrong(once, operation -> true);
    }

    /** The first call of some operations goes wrong. */
    private static void goWrong(Trouble once, Predicate<String> operations) {
        Deque<Trouble> troubles = new ArrayDeque<>(List.of(once));
        dynamoDb.goesWrong((caller, operation) ->
                troubles.isEmpty() || !operations.test(operation) ? Trouble.NONE : troubles.removeFirst());
    }
}

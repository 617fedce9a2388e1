package io.fluxfill.guard.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.aws.AwsEnvironment;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.guard.Charge;
import io.fluxfill.guard.Claim;
import io.fluxfill.guard.Flight;
import io.fluxfill.guard.GuardRecord;
import io.fluxfill.guard.TableException;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table asks DynamoDB for, and what it makes of each answer; that this works together is in {@code DynamoTableIT}. */
class DynamoTableTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final GuardRecord.Submitting RECORD =
            new GuardRecord.Submitting("hash", "me", Instant.ofEpochMilli(1234));
    private static final Charge CHARGE = new Charge("budget#today", 5, 100, false);
    private static final SubmittedTask TASK = new SubmittedTask(
            Endpoint.FILL, TaskHandle.of("abc", "https://api.bfl.ai/x?id=abc"), Json.object("{'id': 'abc'}"));
    private static final String MINE = "{'id': {'S': 'key#k'}, 'owner': {'S': 'me'}, 'request': {'S': 'hash'},"
            + " 'state': {'S': 'Submitting'}, 'until': {'N': '1234'}}";

    private final FakeTime time = new FakeTime();
    private final ScriptedDynamoDb dynamoDb = new ScriptedDynamoDb();
    private final DynamoTable table =
            new DynamoTable("guard", AwsEnvironment.of(dynamoDb.environment()), new ObjectMapper(), time.all());

    @AfterEach
    void stop() {
        dynamoDb.close();
    }

    @Test
    void a_record_is_put_if_there_is_none_or_an_expired_one() {
        assertThat(claim()).isEqualTo(new Claim.Won());

        JsonNode put = dynamoDb.requests().get(0);
        assertThat(put.get("TableName").textValue()).isEqualTo("guard");
        assertThat(put.get("ConditionExpression").textValue())
                .isEqualTo("attribute_not_exists(#id) OR #expires < :now");
        assertThat(put.get("Item")).isEqualTo(Json.object(MINE));
        assertThat(put.get("ReturnValuesOnConditionCheckFailure").textValue()).isEqualTo("ALL_OLD");
    }

    @Test
    void a_record_that_is_there_already_is_told() {
        dynamoDb.fails(400, "ConditionalCheckFailedException", ", 'Item': " + MINE.replace("'me'", "'other'"));

        assertThat(claim())
                .isEqualTo(new Claim.Taken(new GuardRecord.Submitting("hash", "other", Instant.ofEpochMilli(1234))));
    }

    @Test
    void a_record_that_is_ones_own_was_put_by_a_try_whose_answer_was_lost() {
        dynamoDb.hangsUp();
        dynamoDb.fails(400, "ConditionalCheckFailedException", ", 'Item': " + MINE);

        assertThat(claim()).isEqualTo(new Claim.Won());
    }

    @Test
    void credits_are_counted_in_the_same_transaction_with_one_token_for_all_tries() {
        dynamoDb.hangsUp();

        assertThat(charged()).isEqualTo(new Claim.Won());

        JsonNode first = dynamoDb.requests().get(0);
        JsonNode count = first.at("/TransactItems/1/Update");
        assertThat(count.at("/Key/id/S").textValue()).isEqualTo("budget#today");
        assertThat(count.at("/ExpressionAttributeValues/:more/N").textValue()).isEqualTo("5");
        assertThat(count.at("/ExpressionAttributeValues/:room/N").textValue()).isEqualTo("95");
        assertThat(dynamoDb.requests().get(1)).isEqualTo(first);
        assertThat(first.get("ClientRequestToken").textValue()).hasSize(36);
    }

    @Test
    void of_a_transaction_that_is_cancelled_the_part_counts_that_failed() {
        dynamoDb.fails(
                400,
                "TransactionCanceledException",
                ", 'CancellationReasons': [{'Code': 'ConditionalCheckFailed', 'Item': "
                        + MINE.replace("'me'", "'other'") + "}, {'Code': 'None'}]");
        dynamoDb.fails(
                400,
                "TransactionCanceledException",
                ", 'CancellationReasons': [{'Code': 'None'}, {'Code': 'ConditionalCheckFailed'}]");

        assertThat(charged()).isInstanceOf(Claim.Taken.class);
        assertThat(charged()).isEqualTo(new Claim.OverBudget(CHARGE));
    }

    @Test
    void a_transaction_in_conflict_is_repeated() {
        dynamoDb.fails(
                400,
                "TransactionCanceledException",
                ", 'CancellationReasons': [{'Code': 'TransactionConflict'}, {'Code': 'None'}]");

        assertThat(charged()).isEqualTo(new Claim.Won());
        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(25));
    }

    @Test
    void a_transaction_that_is_cancelled_for_another_reason_is_trouble() {
        dynamoDb.fails(
                400,
                "TransactionCanceledException",
                ", 'CancellationReasons': [{'Code': 'ValidationError'}, {'Code': 'None'}]");

        assertThatThrownBy(this::charged).isInstanceOf(TableException.class).hasMessage("TransactionCanceledException");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "400, ProvisionedThroughputExceededException",
        "400, ThrottlingException",
        "400, TransactionInProgressException",
        "500, InternalServerError",
        "503, ServiceUnavailable"
    })
    void what_may_pass_is_tried_again_after_a_growing_pause(int status, String name) {
        for (int i = 0; i < 3; i++) {
            dynamoDb.fails(status, name, "");
        }

        assertThat(claim()).isEqualTo(new Claim.Won());
        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDeniedException", "ResourceNotFoundException", "ValidationException"})
    void what_will_not_pass_is_not_tried_again_and_told_by_its_name(String name) {
        dynamoDb.fails(400, name, ", 'message': 'arn:aws:iam::123456789012:user/PLANTED'");

        assertThatThrownBy(this::claim).isInstanceOf(TableException.class).hasMessage(name);
        assertThat(dynamoDb.requests()).hasSize(1);
    }

    @Test
    void nothing_is_asked_without_time() {
        assertThatThrownBy(() -> table.read("key#k", Duration.ofMillis(99)))
                .isInstanceOf(TableException.class)
                .hasMessage("there was no time left");
        assertThat(dynamoDb.requests()).isEmpty();
    }

    @Test
    void a_record_is_read_as_it_was_written_last() {
        dynamoDb.answers("{'Item': " + MINE + "}");

        assertThat(table.read("key#k", LIMIT)).contains(RECORD);
        assertThat(dynamoDb.requests().get(0).get("ConsistentRead").booleanValue())
                .isTrue();
    }

    @Test
    void a_record_that_dynamodb_has_not_deleted_yet_is_none() {
        dynamoDb.answers("{'Item': " + MINE.replace("}}", "}, 'expires': {'N': '1'}}") + "}");

        assertThat(table.read("key#k", LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id': {'S': 'key#k'}}",
                "{'id': {'S': 'key#k'}, 'state': {'S': 'Submitting'}, 'until': {'N': '1.5'}}",
                "{'id': {'S': 'key#k'}, 'state': {'S': 'Submitted'}, 'task': {'S': 'a'}}",
                "{'id': {'S': 'key#k'}, 'state': {'S': 'Submitted'}, 'task': {'S': 'a'}, 'body': {'S': '{'},"
                        + " 'endpoint': {'S': 'flux-pro-1.0-fill'}}",
                "{'id': {'S': 'key#k'}, 'state': {'S': 'Submitted'}, 'task': {'S': 'a'}, 'body': {'S': '{}'},"
                        + " 'endpoint': {'S': 'other'}}"
            })
    void an_item_that_somebody_has_spoilt_is_a_doubt(String item) {
        dynamoDb.answers("{'Item': " + item + "}");

        assertThat(table.read("key#k", LIMIT)).containsInstanceOf(GuardRecord.Unknown.class);
    }

    @Test
    void an_accepted_task_is_kept_under_its_own_id_too_for_a_day() {
        table.settle("key#k", new GuardRecord.Submitted("hash", "me", TASK), Optional.of(time.instant()), LIMIT);

        JsonNode parts = dynamoDb.requests().get(0).get("TransactItems");
        assertThat(parts.at("/0/Put/ConditionExpression").textValue()).isEqualTo("#owner = :owner");
        assertThat(parts.at("/0/Put/Item/body/S").textValue()).isEqualTo("{\"id\":\"abc\"}");
        assertThat(parts.at("/1/Put/Item"))
                .isEqualTo(Json.object("{'id': {'S': 'task#abc'}, 'polling_url': {'S': 'https://api.bfl.ai/x?id=abc'},"
                        + " 'expires': {'N': '"
                        + time.instant().plusSeconds(86_400).getEpochSecond() + "'}}"));
    }

    @Test
    void an_answer_of_bfls_that_is_too_large_for_an_item_is_kept_as_the_tasks_handle() {
        SubmittedTask large = new SubmittedTask(
                Endpoint.FILL, TASK.handle(), Json.object("{'id': 'abc', 'more': '" + "x".repeat(60_000) + "'}"));

        table.settle("key#k", new GuardRecord.Submitted("hash", "me", large), Optional.empty(), LIMIT);

        assertThat(dynamoDb.requests()
                        .get(0)
                        .at("/TransactItems/0/Put/Item/body/S")
                        .textValue())
                .isEqualTo(TASK.handle().toJson().toString());
    }

    @Test
    void a_task_is_found_though_its_record_was_deleted_meanwhile() {
        dynamoDb.fails(
                400,
                "TransactionCanceledException",
                ", 'CancellationReasons': [{'Code': 'ConditionalCheckFailed'}, {'Code': 'None'}]");

        table.settle("key#k", new GuardRecord.Submitted("hash", "me", TASK), Optional.empty(), LIMIT);

        assertThat(dynamoDb.requests()
                        .get(1)
                        .at("/TransactItems/0/Put/Item/id/S")
                        .textValue())
                .isEqualTo("task#abc");
    }

    @Test
    void releasing_what_is_not_there_is_no_trouble() {
        for (int i = 0; i < 2; i++) {
            dynamoDb.fails(
                    400,
                    "TransactionCanceledException",
                    ", 'CancellationReasons': [{'Code': 'ConditionalCheckFailed'}, {'Code': 'None'}]");
        }

        table.release("key#k", "me", List.of(CHARGE), LIMIT);
        table.leaveReleased("body#b", "me", List.of(CHARGE), LIMIT);

        JsonNode release = dynamoDb.requests().get(0).get("TransactItems");
        assertThat(release.at("/0/Delete/Key/id/S").textValue()).isEqualTo("key#k");
        assertThat(release.at("/1/Update/ExpressionAttributeValues/:less/N").textValue())
                .isEqualTo("-5");
        assertThat(dynamoDb.requests()
                        .get(1)
                        .at("/TransactItems/0/Update/UpdateExpression")
                        .textValue())
                .isEqualTo("REMOVE #flight");
    }

    @Test
    void whoever_enters_is_told_of_the_others_and_of_the_doubt() {
        dynamoDb.answers("{'Attributes': {'o#a': {'N': '1000'}, 'o#me': {'N': '2000'}, 'doubt': {'N': '3000'}}}");

        assertThat(table.enter("body#b", "me", Instant.ofEpochMilli(5000), List.of(), LIMIT))
                .isEqualTo(new Flight.Entered(
                        List.of(Instant.ofEpochMilli(1000)), Optional.of(Instant.ofEpochMilli(3000))));
        assertThat(dynamoDb.requests().get(0).get("ReturnValues").textValue()).isEqualTo("ALL_OLD");
    }

    @Test
    void whoever_enters_with_a_budget_is_told_so_too() {
        dynamoDb.answers("{'Item': {'id': {'S': 'body#b'}, 'o#a': {'N': '1000'}}}");

        assertThat(table.enter("body#b", "me", Instant.ofEpochMilli(5000), List.of(CHARGE), LIMIT))
                .isEqualTo(new Flight.Entered(List.of(Instant.ofEpochMilli(1000)), Optional.empty()));

        dynamoDb.answers("{}");
        dynamoDb.fails(
                400,
                "TransactionCanceledException",
                ", 'CancellationReasons': [{'Code': 'None'}, {'Code': 'ConditionalCheckFailed'}]");

        assertThat(table.enter("body#b", "me", Instant.ofEpochMilli(5000), List.of(CHARGE), LIMIT))
                .isEqualTo(new Flight.OverBudget(CHARGE));
    }

    @Test
    void whoever_leaves_takes_its_entry_away() {
        table.leaveAnswered("body#b", "me", TASK, LIMIT);
        table.leaveInDoubt("body#b", "me", Instant.ofEpochMilli(7000), LIMIT);

        assertThat(dynamoDb.requests()
                        .get(0)
                        .at("/TransactItems/0/Update/ExpressionAttributeNames/#flight")
                        .textValue())
                .isEqualTo("o#me");
        assertThat(dynamoDb.requests().get(1).get("UpdateExpression").textValue())
                .isEqualTo("SET #doubt = :doubt, #expires = :expires REMOVE #flight");
    }

    @Test
    void a_task_is_looked_up_by_its_id() {
        dynamoDb.answers("{'Item': {'id': {'S': 'task#abc'}, 'polling_url': {'S': 'https://api.bfl.ai/x'}}}");

        assertThat(table.pollingUrl("abc", LIMIT)).contains("https://api.bfl.ai/x");
        assertThat(table.pollingUrl("other", LIMIT)).isEmpty();
        assertThat(dynamoDb.requests().get(0).get("ConsistentRead").booleanValue())
                .isFalse();
    }

    private Claim claim() {
        return table.claim("key#k", RECORD, Optional.empty(), List.of(), LIMIT);
    }

    private Claim charged() {
        return table.claim("key#k", RECORD, Optional.empty(), List.of(CHARGE), LIMIT);
    }
}

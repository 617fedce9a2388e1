package io.fluxfill.guard.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.guard.Charge;
import io.fluxfill.guard.Claim;
import io.fluxfill.guard.Flight;
import io.fluxfill.guard.GuardRecord;
import io.fluxfill.guard.GuardTable;
import io.fluxfill.guard.TableException;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The guard's table in DynamoDB: one item for each record, flight, task and counter, by its name in {@code id}.
 *
 * <p>A step is one request. Where it has several parts it is a transaction, with a token of its own, so that a repetition
 * after a lost answer changes nothing; steps of one part are so by their condition.
 */
public final class DynamoTable implements GuardTable {
    private static final String TASK_PREFIX = "task#";

    /** A task is asked for within minutes; whoever asks later finds it the long way. */
    private static final Duration TASKS_KEPT = Duration.ofDays(1);

    /** For the owner to look up what was used. */
    private static final Duration COUNTERS_KEPT = Duration.ofDays(35);

    /** A request's doubt lasts for ten minutes after the last of its flights. */
    private static final Duration FLIGHTS_KEPT = Duration.ofHours(1);

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final String MINE = "#owner = :owner";

    private final String table;
    private final Items items;
    private final Time time;
    private final Calls calls;

    /**
     * The table of a name. Region, credentials and endpoint are those of the environment.
     *
     * @param table its name or ARN
     * @param json reads what is kept of BFL's answers
     */
    public DynamoTable(String table, ObjectMapper json, Time time) {
        this(table, json, time, new Calls(time));
    }

    DynamoTable(String table, ObjectMapper json, Time time, Calls calls) {
        this.table = table;
        this.items = new Items(json);
        this.time = time;
        this.calls = calls;
    }

    @Override
    public Claim claim(
            String id, GuardRecord.Submitting record, Optional<Instant> expires, List<Charge> charges, Duration limit) {
        Map<String, AttributeValue> item = items.item(id, record, expires);
        Expression free = Expression.of("attribute_not_exists(#id) OR #expires < :now")
                .name("#id", Items.ID)
                .name("#expires", Items.EXPIRES)
                .value(":now", Items.number(now().getEpochSecond()));
        try {
            if (charges.isEmpty()) {
                calls.make(
                        limit,
                        (client, longest) -> client.putItem(put -> put.tableName(table)
                                .overrideConfiguration(longest)
                                .item(item)
                                .conditionExpression(free.text())
                                .expressionAttributeNames(free.names())
                                .expressionAttributeValues(free.values())
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            } else {
                transact(
                        joined(
                                put(item, free),
                                charges.stream().map(this::counted).toList()),
                        limit);
            }
            return new Claim.Won();
        } catch (ConditionalCheckFailedException taken) {
            return claimed(record, taken.item());
        } catch (TransactionCanceledException cancelled) {
            List<CancellationReason> reasons = cancelled.cancellationReasons();
            return failed(reasons.get(0))
                    ? claimed(record, reasons.get(0).item())
                    : new Claim.OverBudget(overBudget(reasons, charges));
        }
    }

    @Override
    public Optional<GuardRecord> read(String id, Duration limit) {
        return get(id, true, limit).map(items::record);
    }

    @Override
    public void settle(String id, GuardRecord record, Optional<Instant> expires, Duration limit) {
        Map<String, AttributeValue> item = items.item(id, record, expires);
        Expression mine = Expression.of(MINE).name("#owner", Items.OWNER).value(":owner", Items.text(record.owner()));
        List<TransactWriteItem> task =
                record instanceof GuardRecord.Submitted submitted ? task(submitted.task()) : List.of();
        try {
            transact(joined(put(item, mine), task), limit);
        } catch (TransactionCanceledException notMine) {
            // Its owner has deleted it by hand; the task is to be found all the same.
            transact(task, limit);
        }
    }

    @Override
    public void release(String id, String owner, List<Charge> charges, Duration limit) {
        Expression mine = Expression.of(MINE).name("#owner", Items.OWNER).value(":owner", Items.text(owner));
        TransactWriteItem delete = TransactWriteItem.builder()
                .delete(part -> part.tableName(table)
                        .key(Items.key(id))
                        .conditionExpression(mine.text())
                        .expressionAttributeNames(mine.names())
                        .expressionAttributeValues(mine.values()))
                .build();
        try {
            transact(joined(delete, givenBack(charges)), limit);
        } catch (TransactionCanceledException notMine) {
            // There is nothing to release.
        }
    }

    @Override
    public Flight enter(String id, String owner, Instant until, List<Charge> charges, Duration limit) {
        Expression entry = Expression.of("SET #flight = :until, #expires = :expires")
                .name("#flight", Items.FLIGHT + owner)
                .name("#expires", Items.EXPIRES)
                .value(":until", Items.number(until.toEpochMilli()))
                .value(":expires", Items.number(until.plus(FLIGHTS_KEPT).getEpochSecond()));
        if (charges.isEmpty()) {
            return entered(
                    owner,
                    calls.make(
                                    limit,
                                    (client, longest) -> client.updateItem(update(id, entry)
                                            .overrideConfiguration(longest)
                                            .returnValues(ReturnValue.ALL_OLD)
                                            .build()))
                            .attributes());
        }
        // What comes in between is under way at the same time, which is allowed.
        Map<String, AttributeValue> before = get(id, true, limit).orElse(Map.of());
        try {
            List<TransactWriteItem> counted =
                    charges.stream().map(this::counted).toList();
            transact(joined(part(id, entry), counted), limit);
            return entered(owner, before);
        } catch (TransactionCanceledException cancelled) {
            List<CancellationReason> reasons = cancelled.cancellationReasons();
            return new Flight.OverBudget(overBudget(reasons, charges));
        }
    }

    @Override
    public void leaveAnswered(String id, String owner, SubmittedTask task, Duration limit) {
        transact(joined(part(id, left(owner)), task(task)), limit);
    }

    @Override
    public void leaveReleased(String id, String owner, List<Charge> charges, Duration limit) {
        Expression present = left(owner).onlyIf("attribute_exists(#flight)");
        try {
            transact(joined(part(id, present), givenBack(charges)), limit);
        } catch (TransactionCanceledException notThere) {
            // There is nothing to leave.
        }
    }

    @Override
    public void leaveInDoubt(String id, String owner, Instant doubtUntil, Duration limit) {
        Expression doubt = Expression.of("SET #doubt = :doubt, #expires = :expires REMOVE #flight")
                .name("#doubt", Items.DOUBT)
                .name("#expires", Items.EXPIRES)
                .name("#flight", Items.FLIGHT + owner)
                .value(":doubt", Items.number(doubtUntil.toEpochMilli()))
                .value(":expires", Items.number(doubtUntil.plus(FLIGHTS_KEPT).getEpochSecond()));
        calls.make(
                limit,
                (client, longest) -> client.updateItem(
                        update(id, doubt).overrideConfiguration(longest).build()));
    }

    @Override
    public Optional<String> pollingUrl(String taskId, Duration limit) {
        return get(TASK_PREFIX + taskId, false, limit).flatMap(item -> Items.textOf(item, Items.POLLING_URL));
    }

    private Optional<Map<String, AttributeValue>> get(String id, boolean consistent, Duration limit) {
        Map<String, AttributeValue> item = calls.make(
                        limit,
                        (client, longest) -> client.getItem(get -> get.tableName(table)
                                .overrideConfiguration(longest)
                                .key(Items.key(id))
                                .consistentRead(consistent)))
                .item();
        return Optional.of(item).filter(any -> !any.isEmpty() && !Items.isExpired(any, now()));
    }

    /** A record that is there, and is this one, was put by a try whose answer was lost. */
    private Claim claimed(GuardRecord.Submitting record, Map<String, AttributeValue> item) {
        GuardRecord there = items.record(item);
        return there.owner().equals(record.owner()) ? new Claim.Won() : new Claim.Taken(there);
    }

    private static Flight entered(String owner, Map<String, AttributeValue> before) {
        return new Flight.Entered(Items.flights(before, owner), Items.millisOf(before, Items.DOUBT));
    }

    private static Expression left(String owner) {
        return Expression.of("REMOVE #flight").name("#flight", Items.FLIGHT + owner);
    }

    /** The task's item, where there is something to find by it. */
    private List<TransactWriteItem> task(SubmittedTask task) {
        return task
                .handle()
                .pollingUrl()
                .map(url -> TransactWriteItem.builder()
                        .put(put -> put.tableName(table)
                                .item(Map.of(
                                        Items.ID,
                                        Items.text(TASK_PREFIX + task.handle().id()),
                                        Items.POLLING_URL,
                                        Items.text(url),
                                        Items.EXPIRES,
                                        Items.number(now().plus(TASKS_KEPT).getEpochSecond()))))
                        .build())
                .stream()
                .toList();
    }

    /** Counts a charge, where its budget has room for it. */
    private TransactWriteItem counted(Charge charge) {
        Expression count = Expression.of("SET #expires = :expires ADD #credits :more")
                .name("#expires", Items.EXPIRES)
                .name("#credits", Items.CREDITS)
                .value(":expires", Items.number(now().plus(COUNTERS_KEPT).getEpochSecond()))
                .value(":more", Items.number(charge.credits()))
                .value(":room", Items.number((long) charge.budget() - charge.credits()))
                .value(":zero", Items.number(0));
        return part(
                charge.counter(),
                count.onlyIf("#credits <= :room OR (attribute_not_exists(#credits) AND :room >= :zero)"));
    }

    private List<TransactWriteItem> givenBack(List<Charge> charges) {
        return charges.stream()
                .map(charge -> part(
                        charge.counter(),
                        Expression.of("ADD #credits :less")
                                .name("#credits", Items.CREDITS)
                                .value(":less", Items.number(-charge.credits()))))
                .toList();
    }

    /** Puts an item, on a condition; the one that is there is told where that is not met. */
    private TransactWriteItem put(Map<String, AttributeValue> item, Expression condition) {
        return TransactWriteItem.builder()
                .put(part -> part.tableName(table)
                        .item(item)
                        .conditionExpression(condition.text())
                        .expressionAttributeNames(condition.names())
                        .expressionAttributeValues(condition.values())
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private UpdateItemRequest.Builder update(String id, Expression change) {
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(Items.key(id))
                .updateExpression(change.text())
                .expressionAttributeNames(change.names())
                .expressionAttributeValues(change.values());
    }

    private TransactWriteItem part(String id, Expression change) {
        return TransactWriteItem.builder()
                .update(update -> {
                    update.tableName(table)
                            .key(Items.key(id))
                            .updateExpression(change.text())
                            .expressionAttributeNames(change.names());
                    if (!change.values().isEmpty()) {
                        update.expressionAttributeValues(change.values());
                    }
                    change.condition().ifPresent(update::conditionExpression);
                })
                .build();
    }

    private void transact(List<TransactWriteItem> parts, Duration limit) {
        if (parts.isEmpty()) {
            return;
        }
        String token = UUID.randomUUID().toString();
        calls.make(
                limit,
                (client, longest) -> client.transactWriteItems(all ->
                        all.overrideConfiguration(longest).transactItems(parts).clientRequestToken(token)));
    }

    private static Charge overBudget(List<CancellationReason> reasons, List<Charge> charges) {
        for (int i = 0; i < charges.size(); i++) {
            if (failed(reasons.get(i + 1))) {
                return charges.get(i);
            }
        }
        throw new TableException("TransactionCanceledException");
    }

    private static boolean failed(CancellationReason reason) {
        return CONDITION_FAILED.equals(reason.code());
    }

    private static List<TransactWriteItem> joined(TransactWriteItem first, List<TransactWriteItem> others) {
        List<TransactWriteItem> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        return all;
    }

    private Instant now() {
        return time.clock().instant();
    }
}

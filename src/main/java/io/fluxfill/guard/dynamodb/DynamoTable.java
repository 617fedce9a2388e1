package io.fluxfill.guard.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.aws.AwsClient;
import io.fluxfill.aws.AwsEnvironment;
import io.fluxfill.aws.AwsJson;
import io.fluxfill.aws.AwsService;
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
import java.util.Optional;
import java.util.UUID;

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

    /** What stands before the names of operations. */
    private static final String TARGET = "DynamoDB_20120810";

    private static final String VERSION = "1.0";
    private static final String UPDATE = "Update";
    private static final String UPDATE_ITEM = "UpdateItem";
    private static final String TRANSACT = "TransactWriteItems";

    private final String table;
    private final Items items;
    private final Time time;
    private final Calls calls;

    /**
     * The table of a name.
     *
     * @param table its name or ARN
     * @param aws says who calls, and where DynamoDB is
     * @param json reads what is kept of BFL's answers
     */
    public DynamoTable(String table, AwsEnvironment aws, ObjectMapper json, Time time) {
        this.table = table;
        this.items = new Items(json);
        this.time = time;
        AwsClient client = new AwsClient(AwsService.DYNAMODB, aws, time, Calls.PATIENCE, json);
        this.calls = new Calls(new AwsJson(client, TARGET, VERSION, json));
    }

    @Override
    public Claim claim(
            String id, GuardRecord.Submitting record, Optional<Instant> expires, List<Charge> charges, Duration limit) {
        Expression free = Expression.of("attribute_not_exists(#id) OR #expires < :now")
                .name("#id", Items.ID)
                .name("#expires", Items.EXPIRES)
                .value(":now", Items.number(now().getEpochSecond()));
        ObjectNode put = put(items.item(id, record, expires), free);
        try {
            if (charges.isEmpty()) {
                calls.make("PutItem", put, limit);
            } else {
                transact(joined(part("Put", put), counted(charges)), limit);
            }
            return new Claim.Won();
        } catch (NotMetException notMet) {
            return notMet.isOf(0) ? claimed(record, notMet.item(0)) : new Claim.OverBudget(overBudget(notMet, charges));
        }
    }

    @Override
    public Optional<GuardRecord> read(String id, Duration limit) {
        return get(id, true, limit).map(items::record);
    }

    @Override
    public void settle(String id, GuardRecord record, Optional<Instant> expires, Duration limit) {
        ObjectNode put = put(items.item(id, record, expires), mine(record.owner()));
        List<ObjectNode> task = record instanceof GuardRecord.Submitted submitted ? task(submitted.task()) : List.of();
        try {
            transact(joined(part("Put", put), task), limit);
        } catch (NotMetException notMine) {
            // Its owner has deleted it by hand; the task is to be found all the same.
            if (!task.isEmpty()) {
                transactAnyway(task, limit);
            }
        }
    }

    @Override
    public void release(String id, String owner, List<Charge> charges, Duration limit) {
        ObjectNode delete = keyed(id);
        mine(owner).conditionOf(delete);
        try {
            transact(joined(part("Delete", delete), givenBack(charges)), limit);
        } catch (NotMetException notMine) {
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
            ObjectNode update = update(id, entry).put("ReturnValues", "ALL_OLD");
            return entered(owner, calls.makeAnyway(UPDATE_ITEM, update, limit).path("Attributes"));
        }
        // What comes in between is under way at the same time, which is allowed.
        JsonNode before = get(id, true, limit).orElse(JsonNodeFactory.instance.objectNode());
        try {
            transact(joined(part(UPDATE, update(id, entry)), counted(charges)), limit);
            return entered(owner, before);
        } catch (NotMetException notMet) {
            return new Flight.OverBudget(overBudget(notMet, charges));
        }
    }

    @Override
    public void leaveAnswered(String id, String owner, SubmittedTask task, Duration limit) {
        transactAnyway(joined(part(UPDATE, update(id, left(owner))), task(task)), limit);
    }

    @Override
    public void leaveReleased(String id, String owner, List<Charge> charges, Duration limit) {
        Expression present = left(owner).onlyIf("attribute_exists(#flight)");
        try {
            transact(joined(part(UPDATE, update(id, present)), givenBack(charges)), limit);
        } catch (NotMetException notThere) {
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
        calls.makeAnyway(UPDATE_ITEM, update(id, doubt), limit);
    }

    @Override
    public Optional<String> pollingUrl(String taskId, Duration limit) {
        return get(TASK_PREFIX + taskId, false, limit).flatMap(item -> Items.textOf(item, Items.POLLING_URL));
    }

    private Optional<JsonNode> get(String id, boolean consistent, Duration limit) {
        JsonNode item = calls.makeAnyway("GetItem", keyed(id).put("ConsistentRead", consistent), limit)
                .path("Item");
        return Optional.of(item).filter(any -> !any.isEmpty() && !Items.isExpired(any, now()));
    }

    /** A record that is there, and is this one, was put by a try whose answer was lost. */
    private Claim claimed(GuardRecord.Submitting record, JsonNode item) {
        GuardRecord there = items.record(item);
        return there.owner().equals(record.owner()) ? new Claim.Won() : new Claim.Taken(there);
    }

    private static Flight entered(String owner, JsonNode before) {
        return new Flight.Entered(Items.flights(before, owner), Items.millisOf(before, Items.DOUBT));
    }

    private static Expression mine(String owner) {
        return Expression.of("#owner = :owner").name("#owner", Items.OWNER).value(":owner", Items.text(owner));
    }

    private static Expression left(String owner) {
        return Expression.of("REMOVE #flight").name("#flight", Items.FLIGHT + owner);
    }

    /** The part of a transaction that puts the task's item, where there is something to find by it. */
    private List<ObjectNode> task(SubmittedTask task) {
        return task
                .handle()
                .pollingUrl()
                .map(url -> {
                    ObjectNode item = Items.key(TASK_PREFIX + task.handle().id());
                    item.set(Items.POLLING_URL, Items.text(url));
                    item.set(Items.EXPIRES, Items.number(now().plus(TASKS_KEPT).getEpochSecond()));
                    return part("Put", request().set("Item", item));
                })
                .stream()
                .toList();
    }

    /** The parts that count charges, where their budgets have room for them. */
    private List<ObjectNode> counted(List<Charge> charges) {
        return charges.stream().map(this::counted).toList();
    }

    private ObjectNode counted(Charge charge) {
        Expression count = Expression.of("SET #expires = :expires ADD #credits :more")
                .name("#expires", Items.EXPIRES)
                .name("#credits", Items.CREDITS)
                .value(":expires", Items.number(now().plus(COUNTERS_KEPT).getEpochSecond()))
                .value(":more", Items.number(charge.credits()))
                .value(":room", Items.number((long) charge.budget() - charge.credits()))
                .value(":zero", Items.number(0))
                .onlyIf("#credits <= :room OR (attribute_not_exists(#credits) AND :room >= :zero)");
        return part(UPDATE, update(charge.counter(), count));
    }

    private List<ObjectNode> givenBack(List<Charge> charges) {
        return charges.stream()
                .map(charge -> part(
                        UPDATE,
                        update(
                                charge.counter(),
                                Expression.of("ADD #credits :less")
                                        .name("#credits", Items.CREDITS)
                                        .value(":less", Items.number(-charge.credits())))))
                .toList();
    }

    /** Puts an item, on a condition; the one that is there is told where that is not met. */
    private ObjectNode put(ObjectNode item, Expression condition) {
        ObjectNode put = request().set("Item", item);
        condition.conditionOf(put);
        return put.put("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    }

    private ObjectNode update(String id, Expression change) {
        ObjectNode update = keyed(id);
        change.changeOf(update);
        return update;
    }

    private ObjectNode keyed(String id) {
        return request().set("Key", Items.key(id));
    }

    private ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put("TableName", table);
    }

    /** A request as a part of a transaction. */
    private static ObjectNode part(String kind, ObjectNode request) {
        return JsonNodeFactory.instance.objectNode().set(kind, request);
    }

    private void transact(List<ObjectNode> parts, Duration limit) throws NotMetException {
        calls.make(TRANSACT, transaction(parts), limit);
    }

    private void transactAnyway(List<ObjectNode> parts, Duration limit) {
        calls.makeAnyway(TRANSACT, transaction(parts), limit);
    }

    private static ObjectNode transaction(List<ObjectNode> parts) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode all = request.putArray("TransactItems");
        parts.forEach(all::add);
        return request.put("ClientRequestToken", UUID.randomUUID().toString());
    }

    private static Charge overBudget(NotMetException notMet, List<Charge> charges) {
        for (int i = 0; i < charges.size(); i++) {
            if (notMet.isOf(i + 1)) {
                return charges.get(i);
            }
        }
        throw new TableException("TransactionCanceledException");
    }

    private static List<ObjectNode> joined(ObjectNode first, List<ObjectNode> others) {
        List<ObjectNode> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        return all;
    }

    private Instant now() {
        return time.clock().instant();
    }
}

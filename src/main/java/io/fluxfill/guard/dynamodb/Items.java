package io.fluxfill.guard.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.SubmittedTask;
import io.fluxfill.guard.GuardRecord;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.task.TaskHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Between the guard's records and the items of the table, as DynamoDB writes them in JSON: {@code {"id": {"S": "a"}}}. */
final class Items {
    static final String ID = "id";
    static final String OWNER = "owner";

    /** DynamoDB deletes items by this attribute, within days: until then they count as gone here. In seconds since 1970. */
    static final String EXPIRES = "expires";

    static final String POLLING_URL = "polling_url";
    static final String CREDITS = "credits";
    static final String DOUBT = "doubt";

    /** The attribute of each that has a request under way, before its owner. */
    static final String FLIGHT = "o#";

    private static final String STRING = "S";
    private static final String NUMBER = "N";
    private static final String STATE = "state";
    private static final String SUBMITTING = "Submitting";
    private static final String SUBMITTED = "Submitted";
    private static final String UNKNOWN = "Unknown";
    private static final String REQUEST = "request";
    private static final String UNTIL = "until";
    private static final String TASK = "task";
    private static final String ENDPOINT = "endpoint";
    private static final String BODY = "body";

    /** BFL's answers have some hundred characters, and items 400 KB. */
    private static final int LARGEST_BODY = 50_000;

    private final ObjectMapper json;

    Items(ObjectMapper json) {
        this.json = json;
    }

    static ObjectNode text(String value) {
        return JsonNodeFactory.instance.objectNode().put(STRING, value);
    }

    static ObjectNode number(long value) {
        return JsonNodeFactory.instance.objectNode().put(NUMBER, Long.toString(value));
    }

    static ObjectNode key(String id) {
        return JsonNodeFactory.instance.objectNode().set(ID, text(id));
    }

    /** The item of a record. */
    ObjectNode item(String id, GuardRecord record, Optional<Instant> expires) {
        ObjectNode item = key(id);
        item.set(REQUEST, text(record.request()));
        item.set(OWNER, text(record.owner()));
        expires.ifPresent(moment -> item.set(EXPIRES, number(moment.getEpochSecond())));
        if (record instanceof GuardRecord.Submitting submitting) {
            item.set(STATE, text(SUBMITTING));
            item.set(UNTIL, number(submitting.until().toEpochMilli()));
        } else if (record instanceof GuardRecord.Submitted submitted) {
            SubmittedTask task = submitted.task();
            item.set(STATE, text(SUBMITTED));
            item.set(ENDPOINT, text(task.endpoint().operation()));
            item.set(BODY, text(body(task)));
            putHandle(item, task.handle());
        } else if (record instanceof GuardRecord.Unknown unknown) {
            item.set(STATE, text(UNKNOWN));
            unknown.task().ifPresent(task -> putHandle(item, task));
        }
        return item;
    }

    /** The record of an item. One that makes no sense, since somebody has changed it by hand, is a doubt. */
    GuardRecord record(JsonNode item) {
        String request = textOf(item, REQUEST).orElse("");
        String owner = textOf(item, OWNER).orElse("");
        String state = textOf(item, STATE).orElse("");
        Optional<Instant> until = millisOf(item, UNTIL);
        if (state.equals(SUBMITTING) && until.isPresent()) {
            return new GuardRecord.Submitting(request, owner, until.get());
        }
        Optional<TaskHandle> task = textOf(item, TASK).map(id -> new TaskHandle(id, textOf(item, POLLING_URL)));
        Optional<SubmittedTask> submitted =
                state.equals(SUBMITTED) ? task.flatMap(handle -> submitted(item, handle)) : Optional.empty();
        return submitted
                .<GuardRecord>map(known -> new GuardRecord.Submitted(request, owner, known))
                .orElseGet(() -> new GuardRecord.Unknown(request, owner, task));
    }

    /** When those cannot be alive any more that have a request under way, but for one of them. */
    static List<Instant> flights(JsonNode item, String except) {
        List<Instant> flights = new ArrayList<>();
        item.fieldNames().forEachRemaining(name -> {
            if (name.startsWith(FLIGHT) && !name.equals(FLIGHT + except)) {
                millisOf(item, name).ifPresent(flights::add);
            }
        });
        return flights;
    }

    static Optional<Instant> millisOf(JsonNode item, String name) {
        return numberOf(item, name).map(Instant::ofEpochMilli);
    }

    static boolean isExpired(JsonNode item, Instant now) {
        return numberOf(item, EXPIRES)
                .filter(seconds -> seconds < now.getEpochSecond())
                .isPresent();
    }

    static Optional<String> textOf(JsonNode item, String name) {
        return Optional.ofNullable(item.path(name).path(STRING).textValue());
    }

    private static Optional<Long> numberOf(JsonNode item, String name) {
        try {
            return Optional.ofNullable(item.path(name).path(NUMBER).textValue()).map(Long::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void putHandle(ObjectNode item, TaskHandle task) {
        item.set(TASK, text(task.id()));
        task.pollingUrl().ifPresent(url -> item.set(POLLING_URL, text(url)));
    }

    private static String body(SubmittedTask task) {
        String body = task.body().toString();
        return body.length() > LARGEST_BODY ? task.handle().toJson().toString() : body;
    }

    private Optional<SubmittedTask> submitted(JsonNode item, TaskHandle task) {
        Optional<Endpoint> endpoint = textOf(item, ENDPOINT)
                .flatMap(name -> Stream.of(Endpoint.values())
                        .filter(any -> any.operation().equals(name))
                        .findFirst());
        try {
            JsonNode body = json.readTree(textOf(item, BODY).orElse(""));
            return body instanceof ObjectNode object
                    ? endpoint.map(known -> new SubmittedTask(known, task, object))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}

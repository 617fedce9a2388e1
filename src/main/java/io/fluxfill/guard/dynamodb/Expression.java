package io.fluxfill.guard.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An expression in DynamoDB's language. All names of attributes are given by placeholders, as hundreds of words are
 * reserved, {@code owner} and {@code state} among them.
 *
 * @param text the expression
 * @param names what the placeholders with {@code #} stand for
 * @param values what those with {@code :} stand for
 * @param condition on which it is done, with the same placeholders
 */
record Expression(String text, Map<String, String> names, Map<String, JsonNode> values, Optional<String> condition) {
    private static final String CONDITION = "ConditionExpression";

    Expression {
        names = Map.copyOf(names);
        values = Map.copyOf(values);
    }

    static Expression of(String text) {
        return new Expression(text, Map.of(), Map.of(), Optional.empty());
    }

    Expression name(String placeholder, String name) {
        Map<String, String> more = new TreeMap<>(names);
        more.put(placeholder, name);
        return new Expression(text, more, values, condition);
    }

    Expression value(String placeholder, JsonNode value) {
        Map<String, JsonNode> more = new TreeMap<>(values);
        more.put(placeholder, value);
        return new Expression(text, names, more, condition);
    }

    /** The same, to be done on a condition only. */
    Expression onlyIf(String when) {
        return new Expression(text, names, values, Optional.of(when));
    }

    /** Makes a request one that is carried out on the condition that this is. */
    void conditionOf(ObjectNode request) {
        request.put(CONDITION, text);
        placeholders(request);
    }

    /** Makes a request one to change an item in the way that this is. */
    void changeOf(ObjectNode request) {
        request.put("UpdateExpression", text);
        condition.ifPresent(when -> request.put(CONDITION, when));
        placeholders(request);
    }

    private void placeholders(ObjectNode request) {
        ObjectNode named = request.putObject("ExpressionAttributeNames");
        names.forEach(named::put);
        if (!values.isEmpty()) {
            request.putObject("ExpressionAttributeValues").setAll(values);
        }
    }
}

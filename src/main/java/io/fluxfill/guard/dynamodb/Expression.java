package io.fluxfill.guard.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An expression in DynamoDB's language. All names of attributes are given by placeholders, as hundreds of words are
 * reserved, {@code owner} and {@code state} among them.
 *
 * @param text the expression
 * @param names what the placeholders with {@code #} stand for
 * @param values what those with {@code :} stand for
 * @param condition on which it is done, with the same placeholders
 */
record Expression(
        String text, Map<String, String> names, Map<String, AttributeValue> values, Optional<String> condition) {

    Expression {
        names = Map.copyOf(names);
        values = Map.copyOf(values);
    }

    static Expression of(String text) {
        return new Expression(text, Map.of(), Map.of(), Optional.empty());
    }

    Expression name(String placeholder, String name) {
        Map<String, String> more = new HashMap<>(names);
        more.put(placeholder, name);
        return new Expression(text, more, values, condition);
    }

    Expression value(String placeholder, AttributeValue value) {
        Map<String, AttributeValue> more = new HashMap<>(values);
        more.put(placeholder, value);
        return new Expression(text, names, more, condition);
    }

    /** The same, to be done on a condition only. */
    Expression onlyIf(String when) {
        return new Expression(text, names, values, Optional.of(when));
    }
}

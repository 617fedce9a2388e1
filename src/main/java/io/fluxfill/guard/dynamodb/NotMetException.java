package io.fluxfill.guard.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A call was not carried out, as a condition of its own, or of a part of it, was not met. */
final class NotMetException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    /** Of each part whose condition was not met, what it found; empty for the others. */
    private final transient List<Optional<JsonNode>> found;

    private NotMetException(List<Optional<JsonNode>> found) {
        super(null, null, false, false);
        this.found = found;
    }

    /**
     * Of a call of one part.
     *
     * @param item the one that is there, where it was asked for
     */
    static NotMetException ofOne(JsonNode item) {
        return new NotMetException(List.of(Optional.of(item)));
    }

    /**
     * Of a transaction.
     *
     * @param reasons DynamoDB's, one of each part; with the code {@code None} where it would have been carried out
     */
    static NotMetException ofParts(Iterable<JsonNode> reasons) {
        List<Optional<JsonNode>> found = new ArrayList<>();
        for (JsonNode reason : reasons) {
            boolean notMet = reason.path("Code").asText().equals(CONDITION_FAILED);
            found.add(notMet ? Optional.of(reason.path("Item")) : Optional.empty());
        }
        return new NotMetException(found);
    }

    /** Whether it was for the condition of this part. */
    boolean isOf(int part) {
        return part < found.size() && found.get(part).isPresent();
    }

    /** The item that this part found, if it asked for it. */
    JsonNode item(int part) {
        return found.get(part).orElse(MissingNode.getInstance());
    }
}

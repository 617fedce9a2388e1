package io.fluxfill.guard.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.aws.AwsException;
import io.fluxfill.aws.AwsJson;
import io.fluxfill.aws.AwsRefusalException;
import io.fluxfill.aws.Patience;
import io.fluxfill.guard.TableException;
import java.time.Duration;
import java.util.Set;

/** Makes calls to DynamoDB, and repeats them: after every failure but a refusal, since each may be repeated. */
final class Calls {
    /** One try that hangs must leave time for another: DynamoDB answers within milliseconds. */
    static final Patience PATIENCE = new Patience(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofMillis(100));

    private static final String CONDITION_FAILED = "ConditionalCheckFailedException";
    private static final String CANCELLED = "TransactionCanceledException";

    /** What a transaction is cancelled for that may succeed a moment later. */
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private final AwsJson dynamoDb;

    Calls(AwsJson dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /**
     * Makes a call until it is answered.
     *
     * @param limit how long all tries together may take
     * @throws NotMetException where a condition is not met
     * @throws TableException where it was not answered, or refused for another reason
     */
    ObjectNode make(String operation, ObjectNode request, Duration limit) throws NotMetException {
        try {
            return dynamoDb.call(operation, request, limit, Calls::isCancelledForNow);
        } catch (AwsRefusalException refusal) {
            if (refusal.name().equals(CONDITION_FAILED)) {
                throw NotMetException.ofOne(refusal.detail("Item"));
            }
            if (refusal.name().equals(CANCELLED) && !isCancelledForNow(refusal)) {
                throw NotMetException.ofParts(reasons(refusal));
            }
            throw new TableException(refusal.name());
        } catch (AwsException lost) {
            throw new TableException(lost.getMessage());
        }
    }

    /** The same of a call that has no condition. */
    ObjectNode makeAnyway(String operation, ObjectNode request, Duration limit) {
        try {
            return make(operation, request, limit);
        } catch (NotMetException notMet) {
            throw new TableException(CONDITION_FAILED);
        }
    }

    private static boolean isCancelledForNow(AwsRefusalException refusal) {
        for (JsonNode reason : reasons(refusal)) {
            if (PASSING.contains(reason.path("Code").asText())) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode reasons(AwsRefusalException refusal) {
        return refusal.detail("CancellationReasons");
    }
}

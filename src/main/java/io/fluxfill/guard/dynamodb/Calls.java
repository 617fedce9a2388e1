package io.fluxfill.guard.dynamodb;

import io.fluxfill.aws.AwsErrors;
import io.fluxfill.error.SafeText;
import io.fluxfill.guard.TableException;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Durations;
import io.fluxfill.waiting.Jitter;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Makes calls to DynamoDB, and repeats them: after every failure but a refusal, since each may be repeated. The SDK's own
 * retries are off, as they know neither the time that is left nor all that its HTTP client throws. What AWS says is never
 * repeated, only the name of an error.
 */
final class Calls {
    /** One try that hangs must leave time for another: DynamoDB answers within milliseconds. */
    static final Duration LONGEST_TRY = Duration.ofSeconds(1);

    /** With less time than this a call would hardly succeed; the SDK takes less than a millisecond for no limit at all. */
    static final Duration SHORTEST_TRY = Duration.ofMillis(100);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    /** What a transaction is cancelled for that may succeed a moment later. */
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    /** A first try of the same transaction, whose answer was not waited for. */
    private static final String FIRST_TRY_AT_WORK = "TransactionInProgressException";

    private final Time time;
    private final Jitter jitter;
    private final Supplier<DynamoDbClient> makeClient;
    private DynamoDbClient client;

    Calls(Time time) {
        this(time, () -> clientBuilder().build());
    }

    Calls(Time time, Supplier<DynamoDbClient> makeClient) {
        this.time = time;
        this.jitter = new Jitter(time.random());
        this.makeClient = makeClient;
    }

    static DynamoDbClientBuilder clientBuilder() {
        return DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(all -> all.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }

    /** One call. */
    @FunctionalInterface
    interface Call<T> {

        /**
         * Makes it.
         *
         * @param limit to be the request's own configuration
         */
        T on(DynamoDbClient client, Consumer<AwsRequestOverrideConfiguration.Builder> limit);
    }

    /**
     * Makes a call until it is answered.
     *
     * @param limit how long all tries together may take
     * @throws ConditionalCheckFailedException where a condition is not met
     * @throws TransactionCanceledException where that of a transaction's part is not
     * @throws TableException where it was not answered, or refused for another reason
     */
    <T> T make(Duration limit, Call<T> call) {
        Deadline end = Deadline.in(limit, time.ticker());
        TableException trouble = new TableException("there was no time left");
        Duration pause = Duration.ZERO;
        while (end.left().compareTo(pause.plus(SHORTEST_TRY)) > 0) {
            if (!pause.isZero()) {
                time.sleeper().sleep(pause);
            }
            try {
                Duration longest = Durations.shorter(end.left(), LONGEST_TRY);
                return call.on(client(), request -> request.apiCallTimeout(longest));
            } catch (ConditionalCheckFailedException notMet) {
                throw notMet;
            } catch (TransactionCanceledException cancelled) {
                if (cancelled.cancellationReasons().stream().noneMatch(Calls::isPassing)) {
                    throw cancelled;
                }
                trouble = new TableException("TransactionCanceledException");
            } catch (AwsServiceException answered) {
                trouble = new TableException(AwsErrors.name(answered));
                if (!mayPass(answered)) {
                    throw trouble;
                }
            } catch (RuntimeException lost) {
                // The SDK's own, and what its HTTP client lets out where a connection breaks in the middle of an
                // answer.
                trouble = new TableException(SafeText.kind(lost));
            }
            pause = jitter.of(pause.isZero() ? FIRST_PAUSE : Durations.shorter(pause.multipliedBy(2), LONGEST_PAUSE));
        }
        throw trouble;
    }

    /** Made on first use: a function without a table should not pay for it. */
    private synchronized DynamoDbClient client() {
        if (client == null) {
            client = makeClient.get();
        }
        return client;
    }

    private static boolean isPassing(CancellationReason reason) {
        return PASSING.contains(reason.code());
    }

    private static boolean mayPass(AwsServiceException answered) {
        return AwsErrors.mayPass(answered) || AwsErrors.name(answered).equals(FIRST_TRY_AT_WORK);
    }
}

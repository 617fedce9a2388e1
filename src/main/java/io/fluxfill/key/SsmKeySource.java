package io.fluxfill.key;

import io.fluxfill.aws.AwsErrors;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.waiting.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * The key in a parameter of AWS Systems Manager, usually a SecureString. Region, credentials and endpoint are those of the
 * environment. What AWS says is never repeated, only the name of an error.
 */
public final class SsmKeySource implements KeySource {
    /** All tries of one read together; also what one request may lose by it. */
    static final Duration LONGEST_READ = Duration.ofSeconds(5);

    /** One try that hangs must leave time for another. */
    static final Duration LONGEST_TRY = Duration.ofSeconds(2);

    /** With less time than this a read would hardly succeed; the SDK takes less than a millisecond for no limit at all. */
    static final Duration SHORTEST_READ = Duration.ofMillis(50);

    private static final String THE_PARAMETER = "The parameter that flux-fill.bfl.api-key-parameter names ";

    private final String name;
    private final Supplier<SsmClient> makeClient;
    private SsmClient client;

    /** @param name the parameter's name or ARN */
    public SsmKeySource(String name) {
        this(name, () -> clientBuilder().build());
    }

    SsmKeySource(String name, Supplier<SsmClient> makeClient) {
        this.name = name;
        this.makeClient = makeClient;
    }

    static SsmClientBuilder clientBuilder() {
        return SsmClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(limits -> limits.apiCallAttemptTimeout(LONGEST_TRY));
    }

    @Override
    public String read(Duration limit) {
        Duration time = Durations.shorter(limit, LONGEST_READ);
        if (time.compareTo(SHORTEST_READ) < 0) {
            throw notNow("there was no time left");
        }
        GetParameterRequest request = GetParameterRequest.builder()
                .name(name)
                .withDecryption(true)
                .overrideConfiguration(limits -> limits.apiCallTimeout(time))
                .build();
        try {
            return Optional.ofNullable(client().getParameter(request).parameter())
                    .map(Parameter::value)
                    .flatMap(KeyText::key)
                    .orElseThrow(() -> unusable("must hold BFL's key, which is printable ASCII without spaces"));
        } catch (AwsServiceException e) {
            throw failure(e);
        } catch (FluxFillException e) {
            throw e;
        } catch (RuntimeException e) {
            // The SDK's own, and what its HTTP client lets out where a connection breaks in the middle of an answer.
            throw notNow(SafeText.kind(e));
        }
    }

    /** Made on first use: a function whose key is configured should not pay for it. */
    private synchronized SsmClient client() {
        if (client == null) {
            client = makeClient.get();
        }
        return client;
    }

    private static FluxFillException failure(AwsServiceException e) {
        String named = AwsErrors.name(e);
        if (AwsErrors.mayPass(e)) {
            return notNow(named);
        }
        return switch (named) {
            case "ParameterNotFound", "ParameterVersionNotFound" -> unusable("does not exist");
            case "AccessDeniedException" -> unusable("may not be read, or not be decrypted, by this function");
            default -> unusable("cannot be read: " + named);
        };
    }

    private static FluxFillException unusable(String why) {
        return new FluxFillException(ErrorType.UNAUTHORIZED, THE_PARAMETER + why + ".");
    }

    private static FluxFillException notNow(String why) {
        return new FluxFillException(ErrorType.UNAVAILABLE, THE_PARAMETER + "could not be read: " + why + ".");
    }
}

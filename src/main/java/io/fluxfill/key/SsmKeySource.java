package io.fluxfill.key;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.aws.AwsClient;
import io.fluxfill.aws.AwsEnvironment;
import io.fluxfill.aws.AwsException;
import io.fluxfill.aws.AwsJson;
import io.fluxfill.aws.AwsRefusalException;
import io.fluxfill.aws.AwsService;
import io.fluxfill.aws.Patience;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.waiting.Durations;
import io.fluxfill.waiting.Time;
import java.time.Duration;
import java.util.Optional;

/** The key in a parameter of AWS Systems Manager, usually a SecureString. */
public final class SsmKeySource implements KeySource {
    /** All tries of one read together; also what one request may lose by it. */
    static final Duration LONGEST_READ = Duration.ofSeconds(5);

    private static final Patience PATIENCE = new Patience(4, Duration.ofSeconds(2), Duration.ofMillis(50));
    private static final String THE_PARAMETER = "The parameter that flux-fill.bfl.api-key-parameter names ";

    private final String name;
    private final AwsJson ssm;

    /**
     * @param name the parameter's name or ARN
     * @param aws says who asks, and where Systems Manager is
     * @param json reads its answers
     */
    public SsmKeySource(String name, AwsEnvironment aws, ObjectMapper json, Time time) {
        this.name = name;
        this.ssm = new AwsJson(new AwsClient(AwsService.SSM, aws, time, PATIENCE, json), "AmazonSSM", "1.1", json);
    }

    @Override
    public String read(Duration limit) {
        ObjectNode request =
                JsonNodeFactory.instance.objectNode().put("Name", name).put("WithDecryption", true);
        try {
            ObjectNode answer =
                    ssm.call("GetParameter", request, Durations.shorter(limit, LONGEST_READ), refusal -> false);
            return Optional.ofNullable(answer.path("Parameter").path("Value").textValue())
                    .flatMap(KeyText::key)
                    .orElseThrow(() -> unusable("must hold BFL's key, which is printable ASCII without spaces"));
        } catch (AwsRefusalException refusal) {
            throw failure(refusal);
        } catch (AwsException lost) {
            throw notNow(lost.getMessage());
        }
    }

    private static FluxFillException failure(AwsRefusalException refusal) {
        if (refusal.mayPass()) {
            return notNow(refusal.name());
        }
        return switch (refusal.name()) {
            case "ParameterNotFound", "ParameterVersionNotFound" -> unusable("does not exist");
            case "AccessDeniedException" -> unusable("may not be read, or not be decrypted, by this function");
            default -> unusable("cannot be read: " + refusal.name());
        };
    }

    private static FluxFillException unusable(String why) {
        return new FluxFillException(ErrorType.UNAUTHORIZED, THE_PARAMETER + why + ".");
    }

    private static FluxFillException notNow(String why) {
        return new FluxFillException(ErrorType.UNAVAILABLE, THE_PARAMETER + "could not be read: " + why + ".");
    }
}

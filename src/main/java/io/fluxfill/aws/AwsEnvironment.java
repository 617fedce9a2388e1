package io.fluxfill.aws;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Who calls AWS' services, and where they are, by the environment variables that Lambda sets and all of AWS' SDKs know. They
 * are read with each call.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">those that Lambda sets</a>
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">those for endpoints</a>
 */
public final class AwsEnvironment {
    private static final String REGION = "AWS_REGION";
    private static final String ACCESS_KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_ACCESS_KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";
    private static final String ENDPOINT_URL = "AWS_ENDPOINT_URL";
    private static final String USE_FIPS = "AWS_USE_FIPS_ENDPOINT";
    private static final String USE_DUALSTACK = "AWS_USE_DUALSTACK_ENDPOINT";

    private final UnaryOperator<String> variables;

    private AwsEnvironment(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** That of this process. System properties by the same names come first, as with all settings. */
    public static AwsEnvironment ofProcess() {
        return new AwsEnvironment(name -> System.getProperty(name, System.getenv(name)));
    }

    /** One that has nothing but these variables. */
    public static AwsEnvironment of(Map<String, String> variables) {
        return new AwsEnvironment(variables::get);
    }

    /** The region that the function is in. */
    String region() throws AwsUnreachableException {
        return required(REGION);
    }

    /** Those of the function's role; they may change, so they are not to be kept. */
    AwsCredentialsIdentity credentials() throws AwsUnreachableException {
        String id = required(ACCESS_KEY_ID);
        String secret = required(SECRET_ACCESS_KEY);
        return variable(SESSION_TOKEN)
                .<AwsCredentialsIdentity>map(token -> AwsSessionCredentialsIdentity.create(id, secret, token))
                .orElseGet(() -> AwsCredentialsIdentity.create(id, secret));
    }

    /** Where a service is: {@code https://dynamodb.eu-central-1.amazonaws.com}, or what is set in its place. */
    URI endpoint(AwsService service) throws AwsUnreachableException {
        Optional<String> configured =
                variable(ENDPOINT_URL + "_" + service.name()).or(() -> variable(ENDPOINT_URL));
        return URI.create(
                configured.isPresent()
                        ? configured.get()
                        : "https://" + AwsHosts.of(service, region(), isOn(USE_FIPS), isOn(USE_DUALSTACK)));
    }

    private boolean isOn(String name) {
        return variable(name)
                .filter(value -> value.toLowerCase(Locale.ROOT).equals("true"))
                .isPresent();
    }

    private String required(String name) throws AwsUnreachableException {
        return variable(name).orElseThrow(() -> new AwsUnreachableException(name + " is not set"));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
    }
}

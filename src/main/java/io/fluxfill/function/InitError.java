package io.fluxfill.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.FluxFillException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells Lambda why there is no start. Whoever calls the function then gets that as its error, by its name, and not a
 * {@code Runtime.ExitError} that says nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-initerror">Lambda's runtime
 *     API</a>
 */
final class InitError {
    /** Lambda is on the same machine. Where it does not answer there is nobody to tell. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private InitError() {}

    /**
     * Tells it, if it can.
     *
     * @param runtimeApi {@code host:port}, from {@code AWS_LAMBDA_RUNTIME_API}; empty where this is not Lambda
     * @param failure its name, and its sentence, which names the setting and not its value
     */
    static void tell(Optional<String> runtimeApi, FluxFillException failure) {
        try {
            if (runtimeApi.isPresent()) {
                post(runtimeApi.get(), failure);
            }
        } catch (IOException | IllegalArgumentException e) {
            // The process ends all the same, and Lambda sees that.
        }
    }

    private static void post(String runtimeApi, FluxFillException failure) throws IOException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("errorMessage", failure.getMessage())
                .put("errorType", failure.type().code());
        body.putArray("stackTrace");
        // As the poll loop does it: no other HTTP client is needed for this.
        HttpURLConnection lambda =
                (HttpURLConnection) URI.create("http://" + runtimeApi + "/2018-06-01/runtime/init/error")
                        .toURL()
                        .openConnection();
        lambda.setConnectTimeout((int) LIMIT.toMillis());
        lambda.setReadTimeout((int) LIMIT.toMillis());
        lambda.setRequestMethod("POST");
        lambda.setRequestProperty("Content-Type", "application/json");
        lambda.setRequestProperty(
                "Lambda-Runtime-Function-Error-Type", failure.type().code());
        lambda.setDoOutput(true);
        lambda.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
        lambda.getResponseCode();
    }
}

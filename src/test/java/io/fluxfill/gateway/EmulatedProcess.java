package io.fluxfill.gateway;

import io.fluxfill.lambda.LambdaEmulator;
import io.fluxfill.lambda.LambdaOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A process of the function on an emulated Lambda, called by Invoke. */
final class EmulatedProcess implements LambdaFleet.Process {
    private static final int TOO_LARGE = 413;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LambdaEmulator lambda;

    EmulatedProcess(LambdaOptions options) throws IOException {
        lambda = LambdaEmulator.start(0, options);
    }

    /** What it has logged. */
    List<String> log() {
        return lambda.log();
    }

    @Override
    public Lambda.Answer invoke(byte[] event) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(lambda.invokeUrl())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() == TOO_LARGE) {
            return new Lambda.Answer.TooLarge();
        }
        return response.headers().firstValue("X-Amz-Function-Error").isPresent()
                ? new Lambda.Answer.Failure(response.body())
                : new Lambda.Answer.Result(response.body());
    }

    @Override
    public void close() {
        lambda.close();
    }
}

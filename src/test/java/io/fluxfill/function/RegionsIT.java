package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fluxfill.lambda.LambdaEmulator;
import io.fluxfill.lambda.LambdaOptions;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.Planted;
import io.fluxfill.testing.S3Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The native executable in some of AWS' regions: where S3 is.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/s3.html">where S3 is</a>
 */
class RegionsIT {

    @ParameterizedTest
    @CsvSource({
        "eu-central-1, pictures.s3.eu-central-1.amazonaws.com",
        "us-east-1, pictures.s3.us-east-1.amazonaws.com",
        "ap-southeast-2, pictures.s3.ap-southeast-2.amazonaws.com",
        "us-gov-west-1, pictures.s3.us-gov-west-1.amazonaws.com",
        "cn-north-1, pictures.s3.cn-north-1.amazonaws.com.cn"
    })
    void links_for_uploads_lead_to_s3_of_the_functions_own_region(String region, String host) throws Exception {
        LambdaOptions options = LambdaOptions.builder("fill", List.of(System.getProperty("native.image.path")))
                .environment(Map.of(
                        "AWS_REGION",
                        region,
                        "BFL_API_KEY",
                        Planted.KEY,
                        "FLUX_FILL_UPLOADS",
                        "s3://pictures/uploads",
                        "FLUX_FILL_WARM_UP_ENABLED",
                        "false",
                        "AWS_ACCESS_KEY_ID",
                        S3Proxy.ACCESS_KEY,
                        "AWS_SECRET_ACCESS_KEY",
                        S3Proxy.SECRET_KEY))
                .build();
        try (LambdaEmulator lambda = LambdaEmulator.start(0, options)) {
            String event = Json.object(
                            "{'httpMethod': 'POST', 'path': '/v1/uploads', 'headers': {}, 'requestContext': {}}")
                    .put("body", Json.text("{'content_type': 'image/png', 'bytes': 1000}"))
                    .toString();
            JsonNode answer = Http.json(new Http().send("POST", lambda.invokeUrl(), event));

            JsonNode upload = Json.read(answer.get("body").asText().getBytes(StandardCharsets.UTF_8));
            assertThat(URI.create(upload.get("upload_url").asText())).hasHost(host);
        }
    }
}

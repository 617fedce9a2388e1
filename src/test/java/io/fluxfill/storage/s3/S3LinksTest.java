package io.fluxfill.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.aws.AwsEnvironment;
import io.fluxfill.storage.S3Location;
import io.fluxfill.waiting.Time;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Links are, letter by letter, what AWS' own SDK makes at the same moment. */
class S3LinksTest {
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern SIGNED_AT = Pattern.compile("X-Amz-Date=(\\w+)");

    private final S3Presigner sdk = S3Presigner.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                    StaticCredentialsProvider.create(AwsSessionCredentials.create("id", "secret", "token+/=")))
            .serviceConfiguration(S3Configuration.builder().build())
            .build();

    @AfterEach
    void close() {
        sdk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "pictures, a.png",
        "pictures, 2026/11/a b+c.png",
        "pictures, ü/ß~'()*!&=?#%.png",
        "pictures, a//b",
        "pic.tures, a.png"
    })
    void links_are_those_of_the_sdk(String bucket, String key) throws Exception {
        String reading = sdk.presignGetObject(link -> link.signatureDuration(LIFETIME)
                        .getObjectRequest(get -> get.bucket(bucket).key(key)))
                .url()
                .toString();
        String writing = sdk.presignPutObject(link -> link.signatureDuration(LIFETIME)
                        .putObjectRequest(put -> put.bucket(bucket)
                                .key(key)
                                .contentType("image/png")
                                .contentLength(5L)))
                .url()
                .toString();
        S3Location object = new S3Location(bucket, key);

        assertThat(parts(storeAt(reading).linkForReading(object, LIFETIME).toString()))
                .isEqualTo(parts(reading));
        Map<String, String> headers = Map.of("content-type", "image/png", "content-length", "5");
        assertThat(parts(storeAt(writing)
                        .linkForWriting(object, headers, LIFETIME)
                        .toString()))
                .isEqualTo(parts(writing));
    }

    /** The order of a query's parameters is of no meaning. */
    private static Map<String, String> parts(String link) {
        URI url = URI.create(link);
        Map<String, String> parts = new TreeMap<>(Map.of("", url.getScheme() + url.getHost() + url.getRawPath()));
        for (String parameter : url.getRawQuery().split("&")) {
            String[] pair = parameter.split("=", 2);
            parts.put(pair[0], pair[1]);
        }
        return parts;
    }

    /** At the moment at which the SDK has made a link. */
    private static S3Store storeAt(String link) {
        MatchResult at = SIGNED_AT.matcher(link).results().findFirst().orElseThrow();
        Clock clock = Clock.fixed(DATE.parse(at.group(1), Instant::from), ZoneOffset.UTC);
        Map<String, String> environment = Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_SESSION_TOKEN", "token+/=");
        Time time = new Time(clock, System::nanoTime, pause -> {}, () -> 0);
        return new S3Store(false, AwsEnvironment.of(environment), new ObjectMapper(), time);
    }
}

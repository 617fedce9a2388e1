package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.AwsCalls;
import io.fluxfill.testing.AwsCalls.Call;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares what the function asked AWS for in all the other tests with what {@code template.yaml} lets it do: neither may
 * go beyond the other.
 */
class PolicyReportIT {
    /** Which of the template's resources the tests' own ones stand for. */
    private static final Map<String, String> STANDS_FOR = Map.of(
            "${ResultBucket.Arn}",
            "arn:aws:s3:::" + StorageResource.RESULTS,
            "${UploadBucket.Arn}",
            "arn:aws:s3:::" + StorageResource.UPLOADS,
            "${InputBucket}",
            StorageResource.INPUTS,
            "${AWS::Partition}",
            "aws",
            "${AWS::Region}",
            "eu-central-1",
            "${AWS::AccountId}",
            "123456789012",
            "${ApiKeyParameter}",
            KeyResource.PARAMETER,
            "${ChargeGuard}",
            "guard");

    /** Buckets that only a caller names, in {@code output}: whoever wants that has to allow it. */
    private static final List<String> BEYOND_THE_TEMPLATE =
            List.of("arn:aws:s3:::the-others/", "arn:aws:s3:::no-such-bucket/");

    /** SSM and S3 call KMS with the function's role; the function itself does not. */
    private static final String CALLED_BY_AWS = "kms:Decrypt";

    private static List<Call> calls;
    private static List<Statement> policy;

    @BeforeAll
    static void read() throws IOException {
        calls = AwsCalls.all().stream()
                .filter(call -> BEYOND_THE_TEMPLATE.stream().noneMatch(call.resource()::startsWith))
                .toList();
        policy = FunctionPolicy.read(STANDS_FOR).stream()
                .filter(statement -> !statement.action().equals(CALLED_BY_AWS))
                .toList();
    }

    @Test
    void the_template_allows_every_call_that_the_function_makes() {
        assertThat(calls)
                .isNotEmpty()
                .allSatisfy(call -> assertThat(policy)
                        .as("statements of template.yaml that allow %s", call)
                        .anyMatch(statement -> statement.allows(call)));
    }

    @Test
    void the_template_allows_nothing_that_the_function_does_not_call() {
        assertThat(policy)
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(calls).as("calls that need %s", statement).anyMatch(statement::allows));
    }
}

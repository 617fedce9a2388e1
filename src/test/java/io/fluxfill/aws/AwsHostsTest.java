package io.fluxfill.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.ssm.endpoints.SsmEndpointProvider;

/** Services are where AWS' own SDK finds them, in every region that it knows. */
class AwsHostsTest {

    @ParameterizedTest
    @EnumSource
    void a_service_is_where_the_sdk_finds_it_in_every_region(AwsService service) {
        List<String> compared = new ArrayList<>();
        for (Region region : Region.regions()) {
            for (boolean fips : new boolean[] {false, true}) {
                for (boolean dualStack : new boolean[] {false, true}) {
                    sdksHost(service, region, fips, dualStack).ifPresent(host -> {
                        assertThat(AwsHosts.of(service, region.id(), fips, dualStack))
                                .isEqualTo(host);
                        compared.add(host);
                    });
                }
            }
        }
        assertThat(compared)
                .hasSizeGreaterThan(100)
                .anyMatch(host -> host.endsWith(".cn"))
                .anyMatch(host -> host.contains("us-gov-"));
    }

    /** Nothing where the SDK says that there is no such endpoint, or where a region is none, such as {@code aws-global}. */
    private static Optional<String> sdksHost(AwsService service, Region region, boolean fips, boolean dualStack) {
        if (region.isGlobalRegion()) {
            return Optional.empty();
        }
        try {
            CompletableFuture<Endpoint> found = switch (service) {
                case DYNAMODB ->
                    DynamoDbEndpointProvider.defaultProvider()
                            .resolveEndpoint(
                                    where -> where.region(region).useFips(fips).useDualStack(dualStack));
                case S3 ->
                    S3EndpointProvider.defaultProvider()
                            .resolveEndpoint(where -> where.region(region)
                                    .useFips(fips)
                                    .useDualStack(dualStack)
                                    .bucket("pictures"));
                case SSM ->
                    SsmEndpointProvider.defaultProvider()
                            .resolveEndpoint(
                                    where -> where.region(region).useFips(fips).useDualStack(dualStack));
            };
            URI url = found.join().url();
            return Optional.of(url.getHost().replaceFirst("^pictures\\.", ""));
        } catch (CompletionException noSuchEndpoint) {
            return Optional.empty();
        }
    }
}

package io.fluxfill.aws;

import java.util.List;
import java.util.Locale;

/**
 * The names of the hosts of AWS' services in each of its partitions.
 *
 * @see <a href="https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json">partitions, as boto knows them</a>
 */
final class AwsHosts {
    private static final Partition COMMERCIAL = new Partition("", "amazonaws.com", "api.aws");
    private static final Partition GOVERNMENT = new Partition("us-gov-", "amazonaws.com", "api.aws");

    private static final List<Partition> OTHERS = List.of(
            GOVERNMENT,
            new Partition("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
            new Partition("eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
            new Partition("us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
            new Partition("us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
            new Partition("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
            new Partition("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"));

    private AwsHosts() {}

    /**
     * @param regions how the names of its regions begin
     * @param suffix how the names of its hosts end
     * @param dualStackSuffix the same of hosts that speak IPv6 too
     */
    private record Partition(String regions, String suffix, String dualStackSuffix) {}

    /**
     * The host of a service; buckets are below S3's.
     *
     * @param fips whether it must use cryptography that is validated after FIPS 140
     * @param dualStack whether it must speak IPv6 too
     */
    static String of(AwsService service, String region, boolean fips, boolean dualStack) {
        Partition partition = OTHERS.stream()
                .filter(any -> region.startsWith(any.regions))
                .findFirst()
                .orElse(COMMERCIAL);
        String name = service.name().toLowerCase(Locale.ROOT);
        if (service == AwsService.S3) {
            return name + (fips ? "-fips" : "") + (dualStack ? ".dualstack" : "") + "." + region + "."
                    + partition.suffix;
        }
        // There, all hosts are.
        boolean named = fips && (partition != GOVERNMENT || dualStack);
        return name + (named ? "-fips" : "") + "." + region + "."
                + (dualStack ? partition.dualStackSuffix : partition.suffix);
    }
}

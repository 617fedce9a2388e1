package io.fluxfill.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.regions.GeneratedServiceMetadataProvider;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.DynamodbServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.S3ServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SsmServiceMetadata;

/** The AWS SDK knows for each of some three hundred services where it is. The function asks for three. */
@TargetClass(GeneratedServiceMetadataProvider.class)
final class OwnServices {
    private OwnServices() {}

    /** Null for others, of which the SDK then takes that they are where services usually are. */
    @Substitute
    public ServiceMetadata serviceMetadata(String endpointPrefix) {
        return switch (endpointPrefix) {
            case "dynamodb" -> new DynamodbServiceMetadata();
            case "s3" -> new S3ServiceMetadata();
            case "ssm" -> new SsmServiceMetadata();
            default -> null;
        };
    }
}

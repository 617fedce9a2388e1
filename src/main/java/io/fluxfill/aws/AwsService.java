package io.fluxfill.aws;

/** The services that are called. */
public enum AwsService {
    DYNAMODB,
    S3,
    SSM
}

package io.fluxfill.fill;

import io.fluxfill.storage.S3Location;
import java.time.Duration;
import java.util.Optional;

/**
 * What a caller wants beyond the task itself.
 *
 * @param maxWait how long to wait for the picture, from now; zero for not at all
 * @param output the folder in S3 where to keep the picture, if it is to be kept
 */
public record Wanted(Duration maxWait, Optional<S3Location> output) {}

/**
 * Pictures in S3: those that a request names, those that clients put there, and the copies of finished ones. What S3 is
 * asked for is said by {@link io.fluxfill.storage.ObjectStore}; how it is asked, nothing here knows.
 */
package io.fluxfill.storage;

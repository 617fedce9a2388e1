/**
 * What the native executable leaves out of the JDK, of Quarkus and of the AWS SDK, or does in another way than they do, so that
 * it is smaller and touches less of itself when it starts. On the JVM nothing here is used.
 */
package io.fluxfill.nativeimage;

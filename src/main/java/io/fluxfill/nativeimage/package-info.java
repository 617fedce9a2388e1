/** What the native executable leaves out of the JDK and of Quarkus. On the JVM nothing here is used. */
package io.fluxfill.nativeimage;

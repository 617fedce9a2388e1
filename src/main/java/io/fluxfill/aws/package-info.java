/** What all clients of AWS' services have in common here. */
package io.fluxfill.aws;

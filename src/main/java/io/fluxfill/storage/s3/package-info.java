/** The AWS SDK under the object store. */
package io.fluxfill.storage.s3;

/** S3 under the object store. */
package io.fluxfill.storage.s3;

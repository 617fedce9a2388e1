/** The guard's table in Amazon DynamoDB. */
package io.fluxfill.guard.dynamodb;

/**
 * API Gateway in the tests: a REST API that is made of the deployed files themselves, {@code template.yaml} and
 * {@code infra/openapi.yaml}. It does what AWS documents of a REST API with Lambda proxy integrations; each class names its
 * source. What the deployed files do not use is not there.
 */
package io.fluxfill.gateway;

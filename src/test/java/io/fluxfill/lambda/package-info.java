/**
 * AWS Lambda on this machine, as far as one function sees it: the runtime API that its process polls, the environment and
 * the limits that it lives in, and the Invoke API that its callers use.
 */
package io.fluxfill.lambda;

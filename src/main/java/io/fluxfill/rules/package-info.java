/**
 * What a request must keep to before it is sent, and paid: BFL's operations with their schema, in the words of BFL's own
 * server, and this project's rules about pictures and prompts.
 */
package io.fluxfill.rules;

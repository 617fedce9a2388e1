/**
 * A stand-in for Black Forest Labs' API of FLUX.1 Fill, so that the function can be tried and tested without a key and
 * without paying. It keeps BFL's protocol: regional tasks, polling, signed pictures, webhooks and BFL's ways of failing, of which
 * {@code README.md} beside this file has a table.
 * It checks requests on its own and shares no code with the function. The pictures it paints are real, but no model
 * paints them: the masked part is filled smoothly from its border.
 */
package io.fluxfill.dev.standin;

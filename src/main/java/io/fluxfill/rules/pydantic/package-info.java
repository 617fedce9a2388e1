/**
 * Pydantic's types in the lax mode that FastAPI uses, as far as BFL's schema needs them: what they accept, what they
 * make of it, and the names and wording of their errors. BFL checks requests with pydantic, so whatever it would accept
 * must pass here, and whatever it would refuse is refused here first, in the same words. The inside of a URL is the
 * exception ({@link io.fluxfill.rules.pydantic.LaxUrl}).
 *
 * <p>Checked against pydantic 2.14.3 by the corpus that {@code src/test/pydantic/generate.py} writes.
 */
package io.fluxfill.rules.pydantic;

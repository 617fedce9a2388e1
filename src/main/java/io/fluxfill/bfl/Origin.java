package io.fluxfill.bfl;

import java.util.Optional;

/**
 * Where a fill comes from.
 *
 * @param idempotency by what a repetition of it is recognised
 * @param caller who asks for it, as far as that is known: budgets are counted for each
 */
public record Origin(Idempotency idempotency, Optional<String> caller) {}

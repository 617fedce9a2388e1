package io.fluxfill.config;

import io.fluxfill.guard.Budgets;
import java.time.Duration;
import java.util.Optional;

/**
 * How repeated requests are kept from paying twice.
 *
 * @param table the DynamoDB table; empty where there is no guard
 * @param keep how long an idempotency key gives the task that it has paid for
 * @param budgets what submits may cost
 */
public record GuardSettings(Optional<String> table, Duration keep, Budgets budgets) {}

package io.fluxfill.guard;

/**
 * Credits that a submit counts against a budget.
 *
 * @param counter the name of the day's counter
 * @param credits how many
 * @param budget how many the counter may reach
 * @param ofCaller whether it is the budget of one caller, and not that of all together
 */
public record Charge(String counter, int credits, int budget, boolean ofCaller) {}

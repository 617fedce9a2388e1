package io.fluxfill.guard;

/** What came of the wish to put a record. */
public sealed interface Claim {

    /** The record is put, and its credits are counted. */
    record Won() implements Claim {}

    /** There is a record already. */
    record Taken(GuardRecord record) implements Claim {}

    /** Nothing is put or counted: it would go over a budget. */
    record OverBudget(Charge charge) implements Claim {}
}

package io.fluxfill.guard;

import java.util.function.Supplier;

/** A table that answers so many calls, and none after them. */
final class BrokenTable extends TableBefore {
    private int left;

    BrokenTable(GuardTable table) {
        super(table);
    }

    void worksFor(int calls) {
        left = calls;
    }

    @Override
    <T> T answered(Supplier<T> call) {
        if (left == 0) {
            throw new TableException("no answer");
        }
        left--;
        return call.get();
    }
}

package io.fluxfill.dev.mode;

import io.fluxfill.guard.GuardTable;
import io.fluxfill.guard.GuardTableCases;
import io.fluxfill.waiting.Time;

class InMemoryTableTest extends GuardTableCases {

    @Override
    protected GuardTable table(Time time) {
        return new InMemoryTable(time);
    }
}

package io.fluxfill.chaos;

import java.util.Map;
import java.util.TreeMap;

/** What was played and what came of it, in numbers. */
final class Tally {
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private int accepted;
    private int answers;
    private int killed;
    private int frozen;
    private int troubled;
    private int secured;

    void add(Run run) {
        accepted += run.accepted().size();
        answers += run.answers().size();
        killed += run.scenario().kills() ? 1 : 0;
        frozen += run.scenario().freezeAfter().isPresent() ? 1 : 0;
        troubled += run.scenario().tableWasInTrouble() ? 1 : 0;
        secured += run.scenario().overTls() ? 1 : 0;
        run.answers().forEach(answer -> outcomes.merge(answer.error().orElse("answered"), 1, Integer::sum));
    }

    @Override
    public String toString() {
        return String.format(
                "%d with a kill, %d with a freeze, %d with a table in trouble, %d over HTTPS; %d tasks accepted,"
                        + " %d answers: %s",
                killed, frozen, troubled, secured, accepted, answers, outcomes);
    }
}

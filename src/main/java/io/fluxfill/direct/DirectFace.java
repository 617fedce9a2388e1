package io.fluxfill.direct;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.BflClient;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.fill.FillResult;
import io.fluxfill.fill.FillService;
import io.fluxfill.log.EventRecord;
import io.fluxfill.rules.FillRules;
import io.fluxfill.waiting.Deadline;
import java.time.Clock;

/** Answers direct invocations: BFL's fields in, one result object or a named error out. */
public final class DirectFace {
    private final DirectRequestReader reader;
    private final FillService fills;
    private final Clock clock;

    public DirectFace(FillRules rules, FillService fills, BflClient bfl, Clock clock) {
        this.reader = new DirectRequestReader(rules, bfl);
        this.fills = fills;
        this.clock = clock;
    }

    /**
     * Answers an event.
     *
     * @param end when the answer must leave
     * @param event takes note of what is done
     * @throws FluxFillException whatever goes wrong, by its name
     */
    public ObjectNode answer(ObjectNode request, Deadline end, EventRecord event) {
        DirectRequest read = reader.read(request);
        FillResult result;
        if (read instanceof DirectRequest.Fill fill) {
            event.submits(fill.request().endpoint(), fill.maxWait());
            result = fills.fill(fill.request(), fill.maxWait(), end, event.attempts());
        } else {
            DirectRequest.PickUp pickUp = (DirectRequest.PickUp) read;
            event.picksUp(pickUp.maxWait());
            result = fills.pickUp(pickUp.handle(), pickUp.maxWait(), end, event.attempts());
        }
        event.endedWith(result);
        return DirectResult.of(result, clock.instant());
    }
}

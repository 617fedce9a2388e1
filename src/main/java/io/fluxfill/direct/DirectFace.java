package io.fluxfill.direct;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.TaskPoller;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.fill.FillResult;
import io.fluxfill.fill.FillService;
import io.fluxfill.log.EventRecord;
import io.fluxfill.rules.FillRules;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.S3Pictures;
import io.fluxfill.waiting.Deadline;
import java.time.Clock;
import java.util.Optional;

/** Answers direct invocations: BFL's fields in, one result object or a named error out. */
public final class DirectFace {
    private final DirectRequestReader reader;
    private final FillService fills;
    private final Clock clock;

    /**
     * @param pictures fetches the pictures that requests name in S3
     * @param output where finished pictures are kept if a request does not say
     */
    public DirectFace(
            FillRules rules,
            FillService fills,
            TaskPoller poller,
            S3Pictures pictures,
            Optional<S3Location> output,
            Clock clock) {
        this.reader = new DirectRequestReader(rules, poller, pictures, output);
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
        DirectRequest read = reader.read(request, end);
        FillResult result;
        if (read instanceof DirectRequest.Fill fill) {
            event.submits(fill.request().endpoint(), fill.wanted().maxWait());
            result = fills.fill(fill.request(), fill.wanted(), end, event.attempts());
        } else {
            DirectRequest.PickUp pickUp = (DirectRequest.PickUp) read;
            event.picksUp(pickUp.wanted().maxWait());
            result = fills.pickUp(pickUp.handle(), pickUp.wanted(), end, event.attempts());
        }
        event.endedWith(result);
        return DirectResult.of(result, clock.instant());
    }
}

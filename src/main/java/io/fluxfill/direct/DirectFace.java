package io.fluxfill.direct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.Idempotency;
import io.fluxfill.bfl.Origin;
import io.fluxfill.face.Face;
import io.fluxfill.face.ResponseLimit;
import io.fluxfill.fill.Deadlines;
import io.fluxfill.fill.FillResult;
import io.fluxfill.fill.FillService;
import io.fluxfill.log.EventRecord;
import io.fluxfill.waiting.Deadline;
import java.time.Clock;

/** Answers direct invocations: BFL's fields in, one result object or a named error out. */
public final class DirectFace implements Face {
    private final DirectRequestReader requests;
    private final FillService fills;
    private final ResponseLimit responses;
    private final Deadlines deadlines;
    private final Clock clock;

    /**
     * The face for direct invocations.
     *
     * @param requests reads events
     * @param responses keeps results within what Lambda takes
     */
    public DirectFace(
            DirectRequestReader requests,
            FillService fills,
            ResponseLimit responses,
            Deadlines deadlines,
            Clock clock) {
        this.requests = requests;
        this.fills = fills;
        this.responses = responses;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "direct";
    }

    /** Every event that is of no other kind. */
    @Override
    public boolean takes(ObjectNode event) {
        return true;
    }

    @Override
    public JsonNode answer(ObjectNode event, EventRecord record) {
        Deadline end = deadlines.forInvocation();
        FillResult result = result(requests.read(event, end), end, record);
        record.endedWith(result);
        return responses.fitting(DirectResult.of(result, clock.instant()));
    }

    private FillResult result(DirectRequest request, Deadline end, EventRecord record) {
        if (request instanceof DirectRequest.Fill fill) {
            record.submits(fill.request().endpoint(), fill.options().maxWait());
            FillResult result =
                    fills.fill(fill.request(), origin(fill, record), fill.options(), end, record.attempts());
            return fill.warning().map(result::warning).orElse(result);
        }
        DirectRequest.PickUp pickUp = (DirectRequest.PickUp) request;
        record.picksUp(pickUp.options().maxWait());
        return fills.pickUp(pickUp.task(), pickUp.options(), end, record.attempts());
    }

    /** The caller's name for itself is BFL's field {@code user}: Lambda tells nothing of who invoked it. */
    private static Origin origin(DirectRequest.Fill fill, EventRecord record) {
        Idempotency idempotency =
                fill.key().<Idempotency>map(key -> key).orElseGet(() -> new Idempotency.Event(record.requestId()));
        return new Origin(idempotency, fill.request().user());
    }
}

package io.fluxfill.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.log.EventRecord;

/** One kind of event, and how it is answered. */
public interface Face {

    /** The name of it in the log. */
    String name();

    /** Whether an event is of this kind. The first face that says so answers it. */
    boolean takes(ObjectNode event);

    /**
     * Answers an event.
     *
     * @param record takes note of what is done
     * @return what Lambda hands to whoever sent the event
     * @throws FluxFillException where Lambda shall report the event as failed, by this name
     */
    JsonNode answer(ObjectNode event, EventRecord record);
}

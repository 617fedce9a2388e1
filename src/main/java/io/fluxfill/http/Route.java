package io.fluxfill.http;

import io.fluxfill.error.FluxFillException;
import io.fluxfill.log.EventRecord;
import io.fluxfill.waiting.Deadline;

/** One method of one path. */
public interface Route {

    /** The method, in upper case. */
    String method();

    /** Whether a path is this route's. */
    boolean takes(String path);

    /**
     * Answers a request.
     *
     * @param end when the answer must leave
     * @param record takes note of what is done
     * @throws FluxFillException where there is no answer of BFL's to pass on; {@link HttpFace} answers with the failure
     */
    HttpResponse answer(HttpRequest request, Deadline end, EventRecord record);
}

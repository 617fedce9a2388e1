package io.fluxfill.direct;

import io.fluxfill.bfl.Idempotency;
import io.fluxfill.fill.RequestOptions;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.task.TaskHandle;
import java.util.Optional;

/** What a direct event asks for. */
sealed interface DirectRequest {

    /**
     * Submit a fill.
     *
     * @param key the caller's idempotency key, if it gave one
     * @param warning a sentence for the caller
     */
    record Fill(FillRequest request, Optional<Idempotency.Key> key, RequestOptions options, Optional<String> warning)
            implements DirectRequest {}

    /** Look for an earlier task. */
    record PickUp(TaskHandle task, RequestOptions options) implements DirectRequest {}
}

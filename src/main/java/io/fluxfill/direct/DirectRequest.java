package io.fluxfill.direct;

import io.fluxfill.bfl.TaskHandle;
import io.fluxfill.fill.RequestOptions;
import io.fluxfill.rules.FillRequest;

/** What a direct event asks for. */
sealed interface DirectRequest {

    /** Submit a fill. */
    record Fill(FillRequest request, RequestOptions wanted) implements DirectRequest {}

    /** Look for an earlier task. */
    record PickUp(TaskHandle handle, RequestOptions wanted) implements DirectRequest {}
}

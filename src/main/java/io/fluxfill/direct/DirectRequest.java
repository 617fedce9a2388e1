package io.fluxfill.direct;

import io.fluxfill.fill.RequestOptions;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.task.TaskHandle;

/** What a direct event asks for. */
sealed interface DirectRequest {

    /** Submit a fill. */
    record Fill(FillRequest request, RequestOptions options) implements DirectRequest {}

    /** Look for an earlier task. */
    record PickUp(TaskHandle task, RequestOptions options) implements DirectRequest {}
}

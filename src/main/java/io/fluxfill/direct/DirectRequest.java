package io.fluxfill.direct;

import io.fluxfill.bfl.TaskHandle;
import io.fluxfill.rules.FillRequest;
import java.time.Duration;

/** What a direct event asks for. */
sealed interface DirectRequest {

    /** Submit a fill, and wait for its picture up to {@code maxWait}; zero for not at all. */
    record Fill(FillRequest request, Duration maxWait) implements DirectRequest {}

    /** Look for an earlier task, and wait for it up to {@code maxWait}; zero for one look. */
    record PickUp(TaskHandle handle, Duration maxWait) implements DirectRequest {}
}

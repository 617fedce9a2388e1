package io.fluxfill.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.fill.FillResult;
import io.fluxfill.storage.Keeping;
import io.fluxfill.storage.PictureKeeper;
import io.fluxfill.storage.Whole;
import java.time.Duration;
import java.util.Optional;

/** Answers with a task's body, as BFL does. */
public final class TaskBody {
    private final PictureKeeper keeper;

    /** @param keeper makes links to copies */
    public TaskBody(PictureKeeper keeper) {
        this.keeper = keeper;
    }

    /**
     * The task's body: its sample is the copy, where there is one, since BFL's own is gone ten minutes later. Where the
     * copy failed, it says how to ask for another try.
     */
    ObjectNode of(FillResult result, Whole whole, HttpRequest request) {
        ObjectNode body = result.task().body();
        result.warning().ifPresent(warning -> body.put("warning", warning));
        if (result.keeping() instanceof Keeping.Kept kept && body.get("result") instanceof ObjectNode picture) {
            keeper.link(kept.picture()).ifPresent(link -> picture.put("sample", link.toString()));
            kept.picture()
                    .preserved()
                    .ifPresent(preserved -> body.put("preserved", true)
                            .put("sent_size", preserved.sent())
                            .put("received_size", preserved.received()));
        } else if (result.keeping() instanceof Keeping.Failed failed) {
            body.put("warning", failed.reason());
            putPollingUrl(body, result, whole, request);
        }
        return body;
    }

    /** The same with the polling URL, for a submit: nothing else tells its caller where to poll, whatever became of the task. */
    ObjectNode withPollingUrl(FillResult result, Whole whole, HttpRequest request) {
        ObjectNode body = of(result, whole, request);
        putPollingUrl(body, result, whole, request);
        return body;
    }

    private static void putPollingUrl(ObjectNode body, FillResult result, Whole whole, HttpRequest request) {
        ResultUrl.of(result.handle(), whole, request).ifPresent(url -> body.put(ResultUrl.POLLING_URL, url));
    }

    /**
     * The answer about a task that has ended.
     *
     * @param preferred the wait that the client asked for, which was granted
     */
    static HttpResponse ended(int status, ObjectNode body, Optional<Duration> preferred) {
        HttpResponse response = HttpResponse.of(status, body);
        return preferred
                .map(wait -> response.with("preference-applied", "wait=" + wait.toSeconds()))
                .orElse(response);
    }
}

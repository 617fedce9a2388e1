package io.fluxfill.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.bfl.Origin;
import io.fluxfill.bfl.Task;
import io.fluxfill.fill.FillResult;
import io.fluxfill.fill.FillService;
import io.fluxfill.fill.RequestOptions;
import io.fluxfill.log.EventRecord;
import io.fluxfill.preserve.PictureEditor;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.ValidationError;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.Whole;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST} to one of BFL's operations. Beyond BFL's API, {@code Prefer: wait=N} waits for the picture, and the
 * {@code polling_url} given out points back here.
 */
public final class SubmitRoute implements Route {
    /** How long a submit is repeated for a client that does not say that it waits. */
    private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(2);

    private final Endpoint endpoint;
    private final FillBody requests;
    private final Origins origins;
    private final FillService fills;
    private final TaskBody answers;
    private final Optional<S3Location> output;

    /**
     * @param endpoint the operation
     * @param output where finished pictures are kept, if they are: callers have no say in this
     */
    public SubmitRoute(
            Endpoint endpoint,
            FillBody requests,
            Origins origins,
            FillService fills,
            TaskBody answers,
            Optional<S3Location> output) {
        this.endpoint = endpoint;
        this.requests = requests;
        this.origins = origins;
        this.fills = fills;
        this.answers = answers;
        this.output = output;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public boolean takes(String path) {
        return path.equals(endpoint.path());
    }

    @Override
    public HttpResponse answer(HttpRequest request, Deadline end, EventRecord record) {
        Optional<Duration> preferred = Prefer.wait(request.headers().all("prefer"));
        Duration wait = preferred.orElse(Duration.ZERO);
        record.submits(endpoint, wait);
        List<ValidationError> faults = new ArrayList<>();
        Origin origin = origins.of(request, faults);
        PictureEditor.Edited fill = requests.read(endpoint, request, end, faults);
        HttpRequest withoutBody = request.withoutBody();
        Whole whole = fill.preservation().<Whole>map(Whole.Now::new).orElse(new Whole.No());
        RequestOptions options = new RequestOptions(wait, submitPatience(preferred), output, whole);
        FillResult result = fills.fill(fill.request(), origin, options, end, record.attempts());
        record.endedWith(result);
        FillResult told = fill.warning().map(result::warning).orElse(result);
        return told.task().status().isTerminal()
                ? TaskBody.ended(statusOf(told.task()), answers.withPollingUrl(told, whole, withoutBody), preferred)
                : submitted(told, whole, withoutBody, preferred.isPresent());
    }

    /** A client that prefers no wait has a timeout and a retry of its own, which a longer patience would cross. */
    private static Duration submitPatience(Optional<Duration> preferred) {
        return preferred.isPresent() ? RequestOptions.AS_LONG_AS_THERE_IS_TIME : SUBMIT_PATIENCE;
    }

    /**
     * The status code of a finished task: BFL's own where that is 422. Of BFL's others, 503 would make clients repeat what
     * they sent, which was a submit here, and 404 would tell them that there is no such path.
     */
    private static int statusOf(Task task) {
        return task.httpStatus() == 422 ? 422 : 200;
    }

    /** BFL's own answer to a submit; with a wait that ended first, as RFC 7240 has it. */
    private static HttpResponse submitted(FillResult result, Whole whole, HttpRequest request, boolean waited) {
        ObjectNode body = result.submitted().orElseThrow().body().deepCopy();
        Optional<String> resultUrl = ResultUrl.of(result.handle(), whole, request);
        resultUrl.ifPresent(url -> body.put(ResultUrl.POLLING_URL, url));
        if (!waited || resultUrl.isEmpty()) {
            return HttpResponse.of(200, body);
        }
        body.put("status", result.task().word());
        return HttpResponse.of(202, body).with("location", resultUrl.get()).with("retry-after", "1");
    }
}

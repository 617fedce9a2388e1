package io.fluxfill.http;

import io.fluxfill.bfl.TaskPoller;
import io.fluxfill.fill.FillResult;
import io.fluxfill.fill.FillService;
import io.fluxfill.fill.RequestOptions;
import io.fluxfill.log.EventRecord;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.rules.ValidationError;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.Whole;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code GET /v1/get_result}: BFL's body, status word and status code, with or without {@code Prefer: wait=N}. */
public final class ResultRoute implements Route {
    private final TaskPoller poller;
    private final FillService fills;
    private final TaskBody answers;
    private final Optional<S3Location> output;

    /** @param output where finished pictures are kept, if they are */
    public ResultRoute(TaskPoller poller, FillService fills, TaskBody answers, Optional<S3Location> output) {
        this.poller = poller;
        this.fills = fills;
        this.answers = answers;
        this.output = output;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean takes(String path) {
        return path.equals(ResultUrl.PATH);
    }

    @Override
    public HttpResponse answer(HttpRequest request, Deadline end, EventRecord record) {
        Optional<Duration> preferred = Prefer.wait(request.headers().all("prefer"));
        Duration wait = preferred.orElse(Duration.ZERO);
        record.picksUp(wait);
        TaskHandle task = task(request);
        Whole whole = whole(request);
        RequestOptions options = new RequestOptions(wait, output).with(whole);
        FillResult result = fills.pickUp(task, options, end, record.attempts());
        record.endedWith(result);
        return switch (result.task().status()) {
            case UNFINISHED -> HttpResponse.of(200, result.task().body());
            case NOT_FOUND -> TaskBody.ended(404, answers.of(result, whole, request), preferred);
            default -> TaskBody.ended(result.task().httpStatus(), answers.of(result, whole, request), preferred);
        };
    }

    private static Whole whole(HttpRequest request) {
        return "true".equals(request.query().get(ResultUrl.PRESERVE)) ? new Whole.Earlier() : new Whole.No();
    }

    private TaskHandle task(HttpRequest request) {
        Optional<String> id = Optional.ofNullable(request.query().get(ResultUrl.ID));
        Optional<String> pollingUrl = Optional.ofNullable(request.query().get(ResultUrl.POLLING_URL));
        if (id.isEmpty()) {
            throw inQuery("missing", ResultUrl.ID, "Field required");
        }
        if (pollingUrl.isPresent() && !poller.canPollForCaller(pollingUrl.get(), id)) {
            throw inQuery(
                    "value_error",
                    ResultUrl.POLLING_URL,
                    "Value error, polling_url must be the one that was given for this task");
        }
        return new TaskHandle(id.get(), pollingUrl);
    }

    private static RuntimeException inQuery(String type, String parameter, String message) {
        return InvalidRequest.of(List.of(new ValidationError(type, List.of("query", parameter), message)));
    }
}

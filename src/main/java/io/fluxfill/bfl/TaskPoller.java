package io.fluxfill.bfl;

import io.fluxfill.bfl.Retries.RetryableException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.bfl.Transport.ResponseLostException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;

/** Asks BFL for tasks. That costs nothing, so it is repeated until it is answered or the time is up. */
public final class TaskPoller {
    /** One poll that hangs must not use up the whole wait. */
    static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    /** BFL's ids are UUIDs; what is so long that no URL can hold it is the id of no task. */
    static final int LONGEST_ID = 256;

    private final PollingUrls urls;
    private final ApiKey apiKey;
    private final GetResult look;
    private final TaskSearch search;
    private final PollingUrlCache known;
    private final Retries retries;

    TaskPoller(
            PollingUrls urls,
            ApiKey apiKey,
            GetResult look,
            TaskSearch search,
            PollingUrlCache known,
            Retries retries) {
        this.urls = urls;
        this.apiKey = apiKey;
        this.look = look;
        this.search = search;
        this.known = known;
        this.retries = retries;
    }

    /**
     * Asks for a task by its polling URL until BFL answers. Without one, BFL's first host is asked and, where that does not
     * know the task, each of the others once.
     *
     * @param handle the task; its polling URL must be one that {@link #canPoll} accepts
     * @param end when to give up
     * @param attempts counts the tries
     * @return the task, finished or not, or one of status {@link TaskStatus#NOT_FOUND}
     * @throws FluxFillException that carries the handle: {@link ErrorType#UNAVAILABLE} or {@link ErrorType#RATE_LIMITED}
     *     where no answer came until the deadline, or one host of several did not answer; and what BFL's refusals mean
     */
    public LocatedTask poll(TaskHandle handle, Deadline end, Attempts attempts) {
        try {
            return handle.pollingUrl() == null ? find(handle, end, attempts) : ask(handle, end, attempts);
        } catch (FluxFillException failure) {
            throw failure.with(handle.toJson());
        }
    }

    /** Whether the task's polling URL may be asked: it is on a host of BFL's, or unknown. */
    public boolean canPoll(TaskHandle handle) {
        return urls.of(handle).isPresent();
    }

    /**
     * Whether a task's handle that a caller supplied may be asked: beyond {@link #canPoll}, its URL must be one of BFL's API
     * that asks for this task. The key would let a caller read other things of the account.
     */
    public boolean canPollForCaller(TaskHandle handle) {
        return urls.mayBeChosen(handle);
    }

    private LocatedTask ask(TaskHandle handle, Deadline end, Attempts attempts) {
        TrustedUrl url = urls.of(handle)
                .orElseThrow(() -> new FluxFillException(
                        ErrorType.INVALID_REQUEST, "The polling_url is not on a host of BFL's: it is not asked."));
        int before = attempts.polls();
        try {
            return new LocatedTask(handle, ask(url, handle.id(), end, attempts));
        } catch (FluxFillException failure) {
            boolean refused = failure.type() == ErrorType.UNAUTHORIZED && attempts.polls() > before;
            throw refused ? refusedThere(failure) : failure;
        }
    }

    /** The URL may be a caller's choice, and then says nothing of the key: nobody should be called out of bed for it. */
    private static FluxFillException refusedThere(FluxFillException refusal) {
        return new FluxFillException(
                        ErrorType.UNAVAILABLE, "BFL's key was not accepted where the polling_url asks for the task.")
                .quoting(" " + refusal.getMessage());
    }

    private LocatedTask find(TaskHandle handle, Deadline end, Attempts attempts) {
        String id = handle.id();
        if (id.length() > LONGEST_ID) {
            return notFound(handle);
        }
        TrustedUrl url = known.pollingUrl(id).or(() -> urls.of(handle)).orElseThrow();
        Task task = ask(url, id, end, attempts);
        if (task.status() != TaskStatus.NOT_FOUND) {
            return new LocatedTask(new TaskHandle(id, url.uri().toString()), task);
        }
        return search.elsewhere(id, url, end, attempts).orElseGet(() -> new LocatedTask(handle, task));
    }

    private static LocatedTask notFound(TaskHandle handle) {
        return new LocatedTask(handle, Task.of(handle.id(), TaskStatus.NOT_FOUND.word(), 404));
    }

    private Task ask(TrustedUrl url, String id, Deadline end, Attempts attempts) {
        FluxFillException noTime =
                new FluxFillException(ErrorType.UNAVAILABLE, "There was no time left to ask for the task.");
        return apiKey.use(
                end,
                key -> retries.perform(
                        Retries.Limits.until(end), noTime, () -> askOnce(url, key, id, end.left(), attempts)));
    }

    private Task askOnce(TrustedUrl url, String key, String id, Duration limit, Attempts attempts)
            throws RetryableException {
        try {
            return look.at(url, key, id, limit.compareTo(LONGEST_POLL) < 0 ? limit : LONGEST_POLL, attempts);
        } catch (NotSentException | ResponseLostException e) {
            throw new RetryableException(new FluxFillException(
                    ErrorType.UNAVAILABLE, "BFL could not be asked for the task: " + e.getMessage() + "."));
        }
    }
}

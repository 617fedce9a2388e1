package io.fluxfill.bfl;

import io.fluxfill.bfl.Retries.RetryableException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.bfl.Transport.ResponseLostException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Durations;
import java.time.Duration;
import java.util.Optional;

/** Asks BFL for tasks. That costs nothing, so it is repeated until it is answered or the time is up. */
public final class TaskPoller {
    /** One poll that hangs must not use up the whole wait. */
    static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    /** BFL's ids are UUIDs; what is so long that no URL can hold it is the id of no task. */
    static final int LONGEST_ID = 256;

    private final PollingUrls urls;
    private final ApiKey apiKey;
    private final GetResult getResult;
    private final TaskSearch search;
    private final PollingUrlCache cache;
    private final TaskDirectory directory;
    private final Retries retries;

    TaskPoller(
            PollingUrls urls,
            ApiKey apiKey,
            GetResult getResult,
            TaskSearch search,
            PollingUrlCache cache,
            TaskDirectory directory,
            Retries retries) {
        this.urls = urls;
        this.apiKey = apiKey;
        this.getResult = getResult;
        this.search = search;
        this.cache = cache;
        this.directory = directory;
        this.retries = retries;
    }

    /**
     * Asks for a task by its polling URL until BFL answers. Without one, the host is asked on which the task was seen of late,
     * or that the directory knows, else BFL's first one; where that does not know the task, each of the others is asked once.
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
            return handle.pollingUrl().isEmpty() ? find(handle, end, attempts) : ask(handle, end, attempts);
        } catch (FluxFillException failure) {
            throw failure.about(handle);
        }
    }

    /** Whether the task's polling URL may be asked: it is on a host of BFL's, or unknown. */
    public boolean canPoll(TaskHandle handle) {
        return urls.of(handle).isPresent();
    }

    /**
     * Whether a polling URL that a caller supplied may be asked: beyond {@link #canPoll}, it must be one of BFL's API that
     * asks for the task. The key would let a caller read other things of the account.
     *
     * @param id the task's id, where the caller told it
     */
    public boolean canPollForCaller(String pollingUrl, Optional<String> id) {
        return urls.mayBeChosen(pollingUrl, id);
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
        TrustedUrl url = cache.pollingUrl(id)
                .or(() -> recorded(id, end.left()))
                .or(() -> urls.of(handle))
                .orElseThrow();
        Task task = ask(url, id, end, attempts);
        if (task.status() != TaskStatus.NOT_FOUND) {
            return new LocatedTask(TaskHandle.of(id, url.uri().toString()), task);
        }
        return search.elsewhere(id, url, end, attempts).orElseGet(() -> new LocatedTask(handle, task));
    }

    private Optional<TrustedUrl> recorded(String id, Duration limit) {
        Optional<TrustedUrl> url =
                directory.pollingUrl(id, limit).flatMap(pollingUrl -> urls.of(TaskHandle.of(id, pollingUrl)));
        url.ifPresent(known -> cache.remember(id, known));
        return url;
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
            return getResult.at(url, key, id, Durations.shorter(limit, LONGEST_POLL), attempts);
        } catch (NotSentException | ResponseLostException e) {
            throw new RetryableException(new FluxFillException(
                    ErrorType.UNAVAILABLE, "BFL could not be asked for the task: " + e.getMessage() + "."));
        }
    }
}

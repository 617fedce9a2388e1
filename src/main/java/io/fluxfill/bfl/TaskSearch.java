package io.fluxfill.bfl;

import io.fluxfill.bfl.Retries.RetryableException;
import io.fluxfill.bfl.Transport.NoSuchHostException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.bfl.Transport.ResponseLostException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.Durations;
import io.fluxfill.waiting.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for a task on BFL's other hosts. Tasks are regional, and a client that polls by the id alone does not know where
 * its task is at home.
 *
 * <p>One host is asked after the other, the likeliest first: the transport closes its connections after an exchange that
 * took too long, and would so end the exchanges beside it.
 */
final class TaskSearch {
    /** Enough for a first connection to another continent; a host that hangs must not use up the search. */
    static final Duration LONGEST_LOOK = Duration.ofMillis(1500);

    /** Clients give up after five seconds, some of them. */
    static final Duration LONGEST = Duration.ofSeconds(4);

    private final BflHosts hosts;
    private final ApiKey apiKey;
    private final GetResult getResult;
    private final PollingUrlCache cache;
    private final Ticker ticker;

    TaskSearch(BflHosts hosts, ApiKey apiKey, GetResult getResult, PollingUrlCache cache, Ticker ticker) {
        this.hosts = hosts;
        this.apiKey = apiKey;
        this.getResult = getResult;
        this.cache = cache;
        this.ticker = ticker;
    }

    /**
     * Looks for a task.
     *
     * @param asked where it is not known
     * @param end when to give up
     * @param attempts counts the requests, one for each host at most
     * @return the task and its polling URL, or nothing where no host knows it
     * @throws FluxFillException {@link ErrorType#UNAVAILABLE} where no host knows it and one did not say: it may be there
     */
    Optional<LocatedTask> elsewhere(String id, TrustedUrl asked, Deadline end, Attempts attempts) {
        String key = apiKey.value(end.left());
        Deadline last = Deadline.in(LONGEST, ticker).orSooner(end);
        boolean allSaid = true;
        for (TrustedUrl url : places(id, asked).values()) {
            if (last.passed()) {
                allSaid = false;
                break;
            }
            try {
                Task task = getResult.at(url, key, id, limit(last), attempts);
                if (task.status() != TaskStatus.NOT_FOUND) {
                    cache.remember(id, url);
                    return Optional.of(
                            new LocatedTask(TaskHandle.of(id, url.uri().toString()), task));
                }
            } catch (NoSuchHostException e) {
                // It has no task either.
            } catch (NotSentException | ResponseLostException | RetryableException e) {
                allSaid = false;
            } catch (FluxFillException refusal) {
                // Whoever refuses the question, or the key, does not know the task.
            }
        }
        if (!allSaid) {
            throw new FluxFillException(
                    ErrorType.UNAVAILABLE,
                    "The task is not known where it was looked for, and not every host of BFL's could be asked.");
        }
        return Optional.empty();
    }

    private static Duration limit(Deadline last) {
        return Durations.shorter(last.left(), LONGEST_LOOK);
    }

    /** The polling URLs by host, each host once. */
    private Map<String, TrustedUrl> places(String id, TrustedUrl asked) {
        Map<String, TrustedUrl> places = new LinkedHashMap<>();
        cache.lastHost().ifPresent(host -> places.put(host.toString(), BflHosts.resultUrl(host, id)));
        hosts.all().forEach(base -> places.put(base.toString(), BflHosts.resultUrl(base, id)));
        places.remove(asked.toString());
        return places;
    }
}

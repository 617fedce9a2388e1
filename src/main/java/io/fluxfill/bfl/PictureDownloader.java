package io.fluxfill.bfl;

import io.fluxfill.bfl.Retries.RetryableException;
import io.fluxfill.bfl.Transport.NotPublicException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.bfl.Transport.ResponseLostException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.waiting.Deadline;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Fetches finished pictures, without the key. That costs nothing, so it is tried again where BFL did not answer. */
public final class PictureDownloader {
    /** A picture that cannot be fetched so often will hardly be there with the next try. */
    private static final int MAX_TRIES = 3;

    /** From a name of BFL's to a storage's, and within that. */
    private static final int MAX_REDIRECTS = 3;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final DeliveryHosts hosts;
    private final Transport transport;
    private final ResponseReader responses;
    private final Retries retries;

    PictureDownloader(DeliveryHosts hosts, Transport transport, ResponseReader responses, Retries retries) {
        this.hosts = hosts;
        this.transport = transport;
        this.responses = responses;
        this.retries = retries;
    }

    /**
     * Fetches a finished picture into a file. Where its host sends the request elsewhere, that is subject to the same rule.
     *
     * @param sample the URL that BFL gave
     * @param file where to
     * @param maxBytes the most that the picture may have
     * @param end when to give up
     * @throws FluxFillException {@link ErrorType#UNAVAILABLE} where the picture could not be fetched; its sentence says why
     */
    public void download(String sample, Path file, long maxBytes, Deadline end) {
        DeliveryUrl first = allowed(sample);
        FluxFillException noTime = failure("there was no time left to fetch it");
        retries.perform(new Retries.Limits(MAX_TRIES, end, Duration.ZERO, end), noTime, () -> {
            follow(first, file, maxBytes, end);
            return file;
        });
    }

    private void follow(DeliveryUrl first, Path file, long maxBytes, Deadline end) throws RetryableException {
        DeliveryUrl url = first;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            BflResponse response = get(url, file, maxBytes, end.left());
            if (response.isSuccess()) {
                return;
            }
            if (!REDIRECTS.contains(response.status()) || response.location().isEmpty()) {
                throw trouble(response);
            }
            url = allowed(resolved(url.uri(), response.location().get()));
        }
        throw failure("its host " + url + " sends whoever asks for it on and on");
    }

    private BflResponse get(DeliveryUrl url, Path file, long maxBytes, Duration limit) throws RetryableException {
        try {
            return transport.download(url, file, maxBytes, limit);
        } catch (NotPublicException e) {
            throw failure("its host " + url + " has an address that is not public, and is not asked for it");
        } catch (NotSentException | ResponseLostException e) {
            throw new RetryableException(failure("it could not be fetched from " + url + ": " + e.getMessage()));
        }
    }

    /** What may be tried again; a refusal is thrown as it is. */
    private RetryableException trouble(BflResponse response) {
        FluxFillException trouble =
                responses.withRetryAfter(response, failure("BFL answered HTTP " + response.status() + " for it"));
        if (response.isRefusal() && response.status() != 429) {
            throw trouble;
        }
        return new RetryableException(trouble);
    }

    private DeliveryUrl allowed(String url) {
        return hosts.check(url)
                .orElseThrow(() -> failure(HttpUrl.hostIn(url)
                        .map(host -> "its URL at " + host + " is none that pictures may be fetched from")
                        .orElse("its URL is none that pictures may be fetched from")));
    }

    /** A redirect's target; what cannot be understood is left for the rule to refuse. */
    private static String resolved(URI from, String location) {
        try {
            return from.resolve(location).toString();
        } catch (IllegalArgumentException e) {
            return location;
        }
    }

    private static FluxFillException failure(String why) {
        return new FluxFillException(ErrorType.UNAVAILABLE, why);
    }
}

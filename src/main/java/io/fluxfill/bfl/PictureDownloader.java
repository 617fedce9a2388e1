package io.fluxfill.bfl;

import io.fluxfill.bfl.Retries.RetryableException;
import io.fluxfill.bfl.Transport.AnswerLostException;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.waiting.Deadline;
import java.nio.file.Path;
import java.time.Duration;

/** Fetches finished pictures, without the key. That costs nothing, so it is tried again where BFL did not answer. */
public final class PictureDownloader {
    /** A picture that cannot be fetched so often will hardly be there with the next try. */
    private static final int MAX_TRIES = 3;

    private final TrustedHosts trustedHosts;
    private final Transport transport;
    private final AnswerReader answers;
    private final Retries retries;

    PictureDownloader(TrustedHosts trustedHosts, Transport transport, AnswerReader answers, Retries retries) {
        this.trustedHosts = trustedHosts;
        this.transport = transport;
        this.answers = answers;
        this.retries = retries;
    }

    /**
     * Fetches a finished picture into a file.
     *
     * @param sample the URL that BFL gave
     * @param file where to
     * @param maxBytes the most that the picture may have
     * @param end when to give up
     * @throws FluxFillException {@link ErrorType#UNAVAILABLE} where the picture could not be fetched; its sentence says why
     */
    public void download(String sample, Path file, long maxBytes, Deadline end) {
        TrustedUrl url = trustedHosts
                .check(sample)
                .orElseThrow(() -> new FluxFillException(
                        ErrorType.UNAVAILABLE, "its URL is not on a host of BFL's, and is not fetched"));
        FluxFillException noTime = new FluxFillException(ErrorType.UNAVAILABLE, "there was no time left to fetch it");
        retries.perform(new Retries.Limits(MAX_TRIES, end, Duration.ZERO, end), noTime, () -> {
            downloadOnce(url, file, maxBytes, end.left());
            return file;
        });
    }

    private void downloadOnce(TrustedUrl url, Path file, long maxBytes, Duration limit) throws RetryableException {
        Answer answer;
        try {
            answer = transport.download(url, file, maxBytes, limit);
        } catch (NotSentException | AnswerLostException e) {
            throw new RetryableException(new FluxFillException(
                    ErrorType.UNAVAILABLE, "it could not be fetched from BFL: " + e.getMessage()));
        }
        if (answer.isSuccess()) {
            return;
        }
        FluxFillException trouble = answers.withRetryAfter(
                answer,
                new FluxFillException(ErrorType.UNAVAILABLE, "BFL answered HTTP " + answer.status() + " for it"));
        if (answer.isRefusal() && answer.status() != 429) {
            throw trouble;
        }
        throw new RetryableException(trouble);
    }
}

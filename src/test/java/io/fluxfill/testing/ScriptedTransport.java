package io.fluxfill.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fluxfill.bfl.BflResponse;
import io.fluxfill.bfl.DeliveryUrl;
import io.fluxfill.bfl.Transport;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.json.Pieces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * BFL's end of the line, as a script: one step for each exchange, in order, and a record of what was sent.
 *
 * <pre>{@code
 * ScriptedTransport bfl = new ScriptedTransport(time)
 *         .notSent("the connection failed")
 *         .answers(429, "{}", "2")
 *         .answers(200, "{\"id\": \"a1\"}").taking(Duration.ofSeconds(3));
 * }</pre>
 *
 * <p>It keeps what {@link Transport} promises: an exchange that takes longer than its limit is lost when the limit is
 * over, and so is a picture with more bytes than allowed. An exchange that the script does not have fails the test.
 *
 * <p>To be taken where a test is about what the function makes of an answer: no network, no real time.
 */
public final class ScriptedTransport implements Transport {
    /** No test means to have more exchanges: a loop without end should fail, not hang. */
    private static final int MOST_CALLS = 1_000;

    private final FakeTime time;
    private final Deque<Step> script = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private Step always;

    public ScriptedTransport(FakeTime time) {
        this.time = time;
    }

    /** Next comes an answer without {@code Retry-After}. */
    public ScriptedTransport answers(int status, String body) {
        return answers(status, body.getBytes(UTF_8));
    }

    /** Next comes an answer with this {@code Retry-After}. */
    public ScriptedTransport answers(int status, String body, String retryAfter) {
        return then(Step.of(new BflResponse(status, Optional.of(retryAfter), body.getBytes(UTF_8))));
    }

    /** Next comes an answer of bytes. */
    public ScriptedTransport answers(int status, byte[] body) {
        return then(Step.of(new BflResponse(status, Optional.empty(), body)));
    }

    /** Next comes a redirect. */
    public ScriptedTransport redirects(int status, String location) {
        return then(Step.of(new BflResponse(status, Optional.empty(), Optional.of(location), new byte[0])));
    }

    /** Next nothing is sent, as the host has an address that is not public. */
    public ScriptedTransport isNotPublic() {
        return then(new Step(null, new NotPublicException(), null, null, Duration.ZERO));
    }

    /** Next there is no host by the name. */
    public ScriptedTransport hasNoSuchHost() {
        return then(new Step(null, new NoSuchHostException("no such host"), null, null, Duration.ZERO));
    }

    /** Next nothing reaches BFL. */
    public ScriptedTransport notSent(String why) {
        return then(new Step(null, new NotSentException(why), null, null, Duration.ZERO));
    }

    /** Next the answer is lost. */
    public ScriptedTransport losesTheAnswer(String why) {
        return then(new Step(null, null, why, null, Duration.ZERO));
    }

    /** Next the transport itself fails, in a way that it does not promise. */
    public ScriptedTransport failsWith(RuntimeException fault) {
        return then(new Step(null, null, null, fault, Duration.ZERO));
    }

    /** The step named last takes this long. */
    public ScriptedTransport taking(Duration duration) {
        return then(script.removeLast().taking(duration));
    }

    /** The step named last is repeated without end. */
    public ScriptedTransport forEver() {
        always = script.removeLast();
        return this;
    }

    /** What was sent, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** What was sent, where it was sent just once. */
    public Call onlyCall() {
        if (calls.size() != 1) {
            throw new AssertionError("expected one exchange, but there were " + calls.size() + ": " + calls);
        }
        return calls.get(0);
    }

    @Override
    public void connect(TrustedUrl url) throws NotSentException, ResponseLostException {
        play(new Call(Kind.CONNECT, url.uri(), null, null, Duration.ZERO, time.instant()));
    }

    @Override
    public BflResponse post(TrustedUrl url, String key, Pieces json, Duration limit)
            throws NotSentException, ResponseLostException {
        return play(new Call(Kind.POST, url.uri(), key, new String(json.bytes(), UTF_8), limit, time.instant()));
    }

    @Override
    public BflResponse get(TrustedUrl url, String key, Duration limit) throws NotSentException, ResponseLostException {
        return play(new Call(Kind.GET, url.uri(), key, null, limit, time.instant()));
    }

    @Override
    public BflResponse download(DeliveryUrl url, Path file, long maxBytes, Duration limit)
            throws NotSentException, ResponseLostException {
        BflResponse answer = play(new Call(Kind.DOWNLOAD, url.uri(), null, null, limit, time.instant()));
        if (answer.body().length > maxBytes) {
            throw new ResponseLostException("the answer is larger than " + maxBytes + " bytes");
        }
        try {
            Files.write(file, answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer;
    }

    private ScriptedTransport then(Step step) {
        script.addLast(step);
        return this;
    }

    private BflResponse play(Call call) throws NotSentException, ResponseLostException {
        calls.add(call);
        Step step = script.isEmpty() ? always : script.removeFirst();
        if (step == null || calls.size() > MOST_CALLS) {
            throw new AssertionError("the script has no answer to exchange " + calls.size() + ": " + call);
        }
        if (step.duration().compareTo(call.limit()) > 0) {
            time.advance(call.limit());
            throw new ResponseLostException("no whole answer in the time allowed");
        }
        time.advance(step.duration());
        if (step.fault() != null) {
            throw step.fault();
        }
        if (step.notSent() != null) {
            throw step.notSent();
        }
        if (step.lost() != null) {
            throw new ResponseLostException(step.lost());
        }
        return step.answer();
    }

    /** Which of the transport's methods was called. */
    public enum Kind {
        CONNECT,
        POST,
        GET,
        DOWNLOAD
    }

    /**
     * One exchange.
     *
     * @param key the key that was sent, null where none was
     * @param body the body that was sent, null where none was
     * @param limit the longest that it was allowed to take
     * @param at when it began
     */
    public record Call(Kind kind, URI url, String key, String body, Duration limit, Instant at) {

        /** The whole URL. */
        public String address() {
            return url.toString();
        }
    }

    private record Step(
            BflResponse answer, NotSentException notSent, String lost, RuntimeException fault, Duration duration) {

        static Step of(BflResponse answer) {
            return new Step(answer, null, null, null, Duration.ZERO);
        }

        Step taking(Duration longer) {
            return new Step(answer, notSent, lost, fault, longer);
        }
    }
}

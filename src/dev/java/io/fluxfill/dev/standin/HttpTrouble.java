package io.fluxfill.dev.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.dev.http.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

/** What comes in the place of a submit's or a poll's answer. Nothing is accepted then. {@link Demand} reads how often. */
enum HttpTrouble implements Misbehaviour {
    VALIDATION_ERROR("400 validation", "400 `{\"error\", \"message\", \"details\"}`", () -> {
        ObjectNode body = sentence("validation_error", "Invalid request parameters");
        body.putObject("details").put("steps", "too many");
        return Reply.json(400, body);
    }),
    FINETUNE_NOT_READY(
            "400 finetune",
            "400 `{\"detail\": \"Finetune not found or not ready\"}`",
            () -> Refusals.detail(400, "Finetune not found or not ready")),
    NO_CREDITS("402", "402 `{\"detail\": \"Insufficient credits\"}`", Refusals::noCredits),
    BAD_KEY("403", "403 `{\"detail\": \"Not authenticated - Invalid Authentication\"}`", Refusals::badKey),
    PROXY_CHALLENGE(
            "403 page",
            "403 with the HTML page of a proxy",
            () -> Reply.page(403, "<html><title>Just a moment</title></html>")),
    BAD_KEY_FORMAT("422 key", "422 `{\"detail\": \"Invalid API key format\"}`", Refusals::badKeyFormat),
    TOO_MANY("429", "429 with `Retry-After: 1` and a `detail`", Refusals::tooMany),
    TOO_MANY_BARE("429 bare", "429 without body and `Retry-After`", () -> Reply.empty(429)),
    TOO_MANY_IN_BODY(
            "429 body N",
            "429 `{\"error\", \"message\", \"retry_after\": N}` without `Retry-After`",
            (seconds, now) -> Reply.json(429, rateLimit().put("retry_after", seconds))),
    TOO_MANY_IN_HEADER(
            "429 header N",
            "the same with `Retry-After: N` and `X-RateLimit-Limit`, `-Remaining`, `-Reset`",
            (seconds, now) -> Reply.json(429, rateLimit().put("retry_after", seconds))
                    .with("Retry-After", String.valueOf(seconds))
                    .with("X-RateLimit-Limit", "24")
                    .with("X-RateLimit-Remaining", "0")
                    .with(
                            "X-RateLimit-Reset",
                            String.valueOf(now.plusSeconds(seconds).getEpochSecond()))),
    TOO_MANY_BY_DATE(
            "429 date N",
            "429 `{\"error\", \"message\"}` with `Retry-After` as the date N seconds from now",
            (seconds, now) -> Reply.json(429, rateLimit()).with("Retry-After", httpDate(now.plusSeconds(seconds)))),
    BROKEN("500", "500 as plain text", () -> Reply.text(500, "Internal Server Error")),
    BROKEN_PAGE("500 page", "500 with an HTML page", () -> page(500, "Internal Server Error")),
    BAD_GATEWAY("502", "502 with an HTML page", () -> page(502, "Bad Gateway")),
    UNAVAILABLE(
            "503", "503 `{\"detail\": \"Service Unavailable\"}`", () -> Refusals.detail(503, "Service Unavailable")),
    UNAVAILABLE_PAGE("503 page", "503 with an HTML page", () -> page(503, "Service Temporarily Unavailable")),
    UNAVAILABLE_TEXT(
            "503 text",
            "503 with the plain text of Envoy, `upstream connect error or disconnect/reset before headers`",
            () -> Reply.text(503, "upstream connect error or disconnect/reset before headers")),
    UNAVAILABLE_FOR(
            "503 header N",
            "503 with an HTML page and `Retry-After: N`",
            (seconds, now) ->
                    page(503, "Service Temporarily Unavailable").with("Retry-After", String.valueOf(seconds))),
    GATEWAY_TIMEOUT("504", "504 with an HTML page", () -> page(504, "Gateway Time-out")),
    HANG_UP("hang up", "the connection closes without an answer", () -> Reply.HANG_UP),
    SILENCE("silence", "the connection stays open without an answer", () -> Reply.SILENCE);

    private final Words words;
    private final Answer answer;

    /** Makes the answer of the number in the words and the time. */
    @FunctionalInterface
    private interface Answer {
        Reply of(long number, Instant now);
    }

    HttpTrouble(String words, String effect, Supplier<Reply> answer) {
        this(words, effect, (number, now) -> answer.get());
    }

    HttpTrouble(String words, String effect, Answer answer) {
        this.words = new Words(words, effect);
        this.answer = answer;
    }

    @Override
    public Words words() {
        return words;
    }

    /** The answer, where {@code number} is the one in the words. */
    Reply answer(long number, Instant now) {
        return answer.of(number, now);
    }

    /** With two digits for the day, unlike the JDK's format of RFC 1123. */
    private static String httpDate(Instant time) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                .format(time.atOffset(ZoneOffset.UTC));
    }

    private static ObjectNode sentence(String error, String message) {
        return JsonNodeFactory.instance.objectNode().put("error", error).put("message", message);
    }

    private static ObjectNode rateLimit() {
        return sentence("rate_limit_exceeded", "Too many requests");
    }

    private static Reply page(int status, String reason) {
        return Reply.page(status, "<html><h1>" + status + " " + reason + "</h1></html>");
    }
}

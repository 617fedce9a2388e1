package io.fluxfill.dev.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fluxfill.dev.http.Reply;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What becomes of the answer to a submit that was accepted (and charged). Those that a prompt asks for are applied in
 * their order here: what the answer says, how much of it, its status, its time.
 */
enum SubmitAnswer implements Misbehaviour {
    NUMERIC_ID("numeric id", "the id is a JSON number", body -> body.replaceFirst("\"id\":\"(\\d+)\"", "\"id\":$1")),
    NO_ID("no id", "the id is missing, beside a good `polling_url`", body -> body.replaceFirst("\"id\":[^,]+,", "")),
    MORE_KEYS(
            "more keys",
            "there are keys that nobody knows",
            body -> with(body, "\"queue\":{\"position\":3,\"ahead\":[1,2]},\"note\":null")),
    COST(
            "cost at submit",
            "`cost`, `input_mp` and `output_mp` are told at once",
            body -> with(body, "\"cost\":5,\"input_mp\":1.05,\"output_mp\":1.05")),
    COST_OF_HUGE_EXPONENT(
            "cost 1e99999999999",
            "`cost` is a number that no library likes, beside a good id",
            body -> with(body, "\"cost\":1e99999999999")),
    COST_OF_2000_DIGITS(
            "cost of 2000 digits", "the same with 2,000 digits", body -> with(body, "\"cost\":" + "7".repeat(2000))),
    COST_NAN("cost NaN", "the same with `NaN`, which is no JSON", body -> with(body, "\"cost\":NaN")),
    TRUNCATED(
            "truncated answer",
            "the JSON breaks off after id and `polling_url`",
            body -> with(body, "\"cost\":").replaceFirst("}$", "")),
    GARBLED("garbled answer", "the JSON breaks off before the id", body -> "{\"id\":"),
    STATUS_500("answer 500", "the status is 500", (answer, seconds) -> answer.withStatus(500)),
    STATUS_503("answer 503", "the status is 503", (answer, seconds) -> answer.withStatus(503)),
    DRIPPED(
            "dripped answer N s",
            "the answer's body comes byte by byte in N seconds",
            (answer, seconds) -> answer.dripped(seconds)),
    LATE("late answer N s", "the answer comes after N seconds", (answer, seconds) -> answer.late(seconds)),
    SILENT("silent answer", "the connection stays open without an answer", (answer, seconds) -> Reply.SILENCE),
    LOST("lost answer", "the connection closes without an answer", (answer, seconds) -> Reply.HANG_UP);

    private final Words words;
    private final BiFunction<Reply, Duration, Reply> change;

    SubmitAnswer(String words, String effect, UnaryOperator<String> change) {
        this(
                words,
                effect,
                (answer, seconds) -> answer.withBody(
                        change.apply(new String(answer.body(), UTF_8)).getBytes(UTF_8)));
    }

    SubmitAnswer(String words, String effect, BiFunction<Reply, Duration, Reply> change) {
        this.words = new Words(words, effect);
        this.change = change;
    }

    @Override
    public Words words() {
        return words;
    }

    /** What goes out in the place of the usual answer. */
    static Reply changed(Reply usual, Prompt prompt) {
        return prompt.changed(usual, values(), (each, answer) -> each.change.apply(answer, prompt.seconds(each)));
    }

    /** A JSON object with more members at its end. */
    private static String with(String object, String members) {
        return object.replaceFirst("}$", "," + members + "}");
    }
}

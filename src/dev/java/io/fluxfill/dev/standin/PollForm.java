package io.fluxfill.dev.standin;

import io.fluxfill.dev.http.Reply;
import java.util.function.UnaryOperator;

/** In which form a poll says what it has to say. */
enum PollForm implements Misbehaviour {
    FINISHED_422(
            "finished with 422",
            "the finished task, however it ends, comes with HTTP 422",
            answer -> answer.withStatus(422),
            UnaryOperator.identity()),
    FINISHED_503(
            "finished with 503",
            "the finished task, however it ends, comes with HTTP 503",
            answer -> answer.withStatus(503),
            UnaryOperator.identity()),
    NOT_FOUND_200(
            "not found with 200",
            "where a poll says `Task not found`, it says so with HTTP 200, not 404",
            UnaryOperator.identity(),
            answer -> answer.withStatus(200)),
    NOT_FOUND_DETAIL(
            "not found as detail",
            "where a poll says `Task not found`, it says 404 `{\"detail\": \"Task not found\"}`",
            UnaryOperator.identity(),
            answer -> Refusals.detail(404, "Task not found"));

    private final Words words;
    private final String effect;
    private final UnaryOperator<Reply> finished;
    private final UnaryOperator<Reply> notFound;

    PollForm(String words, String effect, UnaryOperator<Reply> finished, UnaryOperator<Reply> notFound) {
        this.words = new Words(words);
        this.effect = effect;
        this.finished = finished;
        this.notFound = notFound;
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public String effect() {
        return effect;
    }

    /** The answer that a finished task gives. */
    static Reply finished(Reply usual, Prompt prompt) {
        Reply answer = usual;
        for (PollForm each : prompt.askedOf(values())) {
            answer = each.finished.apply(answer);
        }
        return answer;
    }

    /** The answer of a poll that does not find its task. */
    static Reply notFound(Reply usual, Prompt prompt) {
        Reply answer = usual;
        for (PollForm each : prompt.askedOf(values())) {
            answer = each.notFound.apply(answer);
        }
        return answer;
    }
}

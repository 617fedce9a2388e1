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
    private final UnaryOperator<Reply> finished;
    private final UnaryOperator<Reply> notFound;

    PollForm(String words, String effect, UnaryOperator<Reply> finished, UnaryOperator<Reply> notFound) {
        this.words = new Words(words, effect);
        this.finished = finished;
        this.notFound = notFound;
    }

    @Override
    public Words words() {
        return words;
    }

    /** The answer that a finished task gives. */
    static Reply finished(Reply usual, Prompt prompt) {
        return prompt.changed(usual, values(), (each, answer) -> each.finished.apply(answer));
    }

    /** The answer of a poll that does not find its task. */
    static Reply notFound(Reply usual, Prompt prompt) {
        return prompt.changed(usual, values(), (each, answer) -> each.notFound.apply(answer));
    }
}

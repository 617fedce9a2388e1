package io.fluxfill.dev.standin;

import io.fluxfill.dev.http.Reply;
import java.time.Duration;
import java.util.function.BiFunction;

/** What becomes of a picture on its way to whoever fetches it. */
enum PictureAnswer implements Misbehaviour {
    GONE(
            "picture gone",
            "the picture cannot be fetched: 404",
            (picture, seconds) -> Reply.text(404, "The specified resource does not exist.")),
    STALLS(
            "picture stalls",
            "half of the picture comes, then nothing, and the connection stays open",
            (picture, seconds) -> picture.stalled()),
    DRIPPED(
            "dripped picture N s",
            "the picture comes byte by byte in N seconds",
            (picture, seconds) -> picture.dripped(seconds));

    private final Words words;
    private final BiFunction<Reply, Duration, Reply> change;

    PictureAnswer(String words, String effect, BiFunction<Reply, Duration, Reply> change) {
        this.words = new Words(words, effect);
        this.change = change;
    }

    @Override
    public Words words() {
        return words;
    }

    /** What goes out in the place of the picture. */
    static Reply changed(Reply picture, Prompt prompt) {
        return prompt.changed(picture, values(), (each, answer) -> each.change.apply(answer, prompt.seconds(each)));
    }
}

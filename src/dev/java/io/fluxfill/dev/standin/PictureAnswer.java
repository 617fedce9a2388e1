package io.fluxfill.dev.standin;

import io.fluxfill.dev.http.Reply;
import java.math.BigDecimal;
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

    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    private final Words words;
    private final String effect;
    private final BiFunction<Reply, Duration, Reply> change;

    PictureAnswer(String words, String effect, BiFunction<Reply, Duration, Reply> change) {
        this.words = new Words(words);
        this.effect = effect;
        this.change = change;
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public String effect() {
        return effect;
    }

    /** What goes out in the place of the picture. */
    static Reply changed(Reply picture, Prompt prompt) {
        Reply answer = picture;
        for (PictureAnswer each : prompt.askedOf(values())) {
            long millis = prompt.number(each).multiply(MILLIS).longValue();
            answer = each.change.apply(answer, Duration.ofMillis(millis));
        }
        return answer;
    }
}

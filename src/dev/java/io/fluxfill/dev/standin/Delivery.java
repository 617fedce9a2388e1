package io.fluxfill.dev.standin;

import io.fluxfill.dev.http.Reply;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Where a finished picture is, if not at the host that ran the task. The stand-in itself calls none of these places. */
enum Delivery implements Misbehaviour {
    ELSEWHERE("delivery elsewhere", "`sample` is at a host that has pictures only, and must not see the key"),
    REDIRECT(
            "delivery redirect",
            "the same, and that host redirects (302) to a second one, which has the picture",
            PicturePlaces::atDelivery,
            PicturePlaces::atStorage),
    REDIRECT_FOR_EVER(
            "delivery redirect for ever",
            "that host redirects to itself",
            PicturePlaces::atDelivery,
            PicturePlaces::atDelivery),
    REDIRECT_TO_ADDRESS(
            "delivery redirect to address",
            "that host redirects to `http://169.254.169.254/latest/…`",
            PicturePlaces::atDelivery,
            picture -> URI.create("http://169.254.169.254/latest/" + picture.name())),
    REDIRECT_TO_HTTP(
            "delivery redirect to http",
            "that host redirects to `http://delivery-eu1.bfl.ai/…`, without TLS",
            PicturePlaces::atDelivery,
            Delivery::withoutTls),
    ADDRESS(
            "delivery by address",
            "`sample` is `https://169.254.169.254/latest/…`",
            picture -> URI.create("https://169.254.169.254/latest/" + picture.name()),
            null),
    PLAIN_HTTP(
            "delivery by http", "`sample` is `http://delivery-eu1.bfl.ai/…`, without TLS", Delivery::withoutTls, null);

    private static final String NO_TLS = "http://delivery-eu1.bfl.ai/";

    private final Words words;
    private final Function<PicturePlaces, URI> sample;
    private final Function<PicturePlaces, URI> redirect;

    Delivery(String words, String effect) {
        this(words, effect, PicturePlaces::atDelivery, null);
    }

    Delivery(String words, String effect, Function<PicturePlaces, URI> sample, Function<PicturePlaces, URI> redirect) {
        this.words = new Words(words, effect);
        this.sample = sample;
        this.redirect = redirect;
    }

    @Override
    public Words words() {
        return words;
    }

    /** The URL of the picture, as the finished task tells it. */
    URI sample(PicturePlaces picture) {
        return sample.apply(picture);
    }

    /** What the delivery host answers in the place of the picture. */
    Optional<Reply> redirect(PicturePlaces picture) {
        return Optional.ofNullable(redirect)
                .map(to -> Reply.empty(302).with("Location", to.apply(picture).toString()));
    }

    private static URI withoutTls(PicturePlaces picture) {
        return URI.create(NO_TLS + picture.name());
    }
}

package io.fluxfill.dev.standin;

import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Tells where finished pictures are, and hands them out. */
final class DeliveryDesk {

    /** How long the URL of a picture works. */
    private static final Duration PICTURE_LIFETIME = Duration.ofMinutes(10);

    private final Clock clock;
    private final TaskBook book;
    private final SignedLinks links;
    private final Map<Host, URI> hosts;

    /** @param hosts where each host listens; complete only once all of them do */
    DeliveryDesk(Clock clock, TaskBook book, SignedLinks links, Map<Host, URI> hosts) {
        this.clock = clock;
        this.book = book;
        this.links = links;
        this.hosts = hosts;
    }

    /** The URL of a finished task's picture. */
    URI sample(Task task) {
        PicturePlaces picture = places(task);
        return task.prompt()
                .firstAskedOf(Delivery.values())
                .map(delivery -> delivery.sample(picture))
                .orElseGet(picture::atRegion);
    }

    /** Answers a request for a picture. */
    Reply deliver(Request request, Host self) {
        Instant now = clock.instant();
        String end = request.parameter("se").orElse("");
        String signature = request.parameter("sig").orElse("");
        if (!links.allows(request.path(), end, signature, now)) {
            return Reply.text(403, "Signature not valid in the specified time frame");
        }
        String name = request.path().substring(PicturePlaces.PATH.length());
        return book.find(name.replaceFirst("\\.[a-z]+$", ""))
                .filter(task -> !self.isApi() || task.host() == self)
                .map(task -> deliver(task, self))
                .orElseGet(() -> Reply.text(404, "The specified resource does not exist."));
    }

    private Reply deliver(Task task, Host self) {
        Painting painting = task.painting();
        Reply picture = PictureAnswer.changed(Reply.of(200, painting.contentType(), painting.file()), task.prompt());
        return self != Host.DELIVERY
                ? picture
                : task.prompt()
                        .firstAskedOf(Delivery.values())
                        .flatMap(delivery -> delivery.redirect(places(task)))
                        .orElse(picture);
    }

    private PicturePlaces places(Task task) {
        return new PicturePlaces(
                task.id() + "." + task.painting().format(),
                hosts.get(task.host()),
                hosts.get(Host.DELIVERY),
                hosts.get(Host.STORAGE),
                task.end().plus(PICTURE_LIFETIME),
                links);
    }
}

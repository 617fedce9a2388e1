package io.fluxfill.dev.standin;

import java.net.URI;
import java.time.Instant;

/**
 * Where one picture can be had.
 *
 * @param name its file's name
 * @param region the host that ran the task
 * @param delivery the host of {@link Host#DELIVERY}
 * @param storage the host of {@link Host#STORAGE}
 * @param end when its links stop to work
 * @param links signs them
 */
record PicturePlaces(String name, URI region, URI delivery, URI storage, Instant end, SignedLinks links) {

    /** What the paths of pictures begin with. */
    static final String PATH = "/delivery/";

    URI atRegion() {
        return signed(region);
    }

    URI atDelivery() {
        return signed(delivery);
    }

    URI atStorage() {
        return signed(storage);
    }

    private URI signed(URI host) {
        return links.sign(host, PATH + name, end);
    }
}

package io.fluxfill.bfl.rest;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads that read from connections, and drop those that were closed. */
@Singleton
final class EventLoops {
    private final Vertx vertx;

    EventLoops(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Lets them see all that has happened to their connections until now. A process that was frozen goes on in all threads
     * at once, so that a request could take a connection whose end has arrived but was not read yet.
     *
     * <p>Takes a little more than a millisecond. Tasks that follow each other without a pause may all be done before a loop
     * reads again, and the end of a TLS connection takes two readings.
     */
    void catchUp() throws InterruptedException {
        turn(0);
        turn(1);
    }

    private void turn(long millis) throws InterruptedException {
        List<Future<?>> turns = new ArrayList<>();
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            turns.add(loop.schedule(() -> {}, millis, TimeUnit.MILLISECONDS));
        }
        for (Future<?> turn : turns) {
            turn.await();
        }
    }
}

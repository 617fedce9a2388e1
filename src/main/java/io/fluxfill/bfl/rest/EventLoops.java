package io.fluxfill.bfl.rest;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The threads that read from connections, and drop those that were closed or unused for too long. */
@Singleton
final class EventLoops {
    private final Vertx vertx;

    EventLoops(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Lets them see all that happened to their connections until now. A process that was frozen goes on in all threads at
     * once, so that a request could take a connection whose end has arrived but was not read yet.
     */
    void catchUp() throws InterruptedException {
        turn();
        // A turn reads from connections first; what is due by the clock may be done after the task that ends the turn.
        turn();
    }

    private void turn() throws InterruptedException {
        List<Future<?>> turns = new ArrayList<>();
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            turns.add(loop.submit(() -> {}));
        }
        for (Future<?> turn : turns) {
            turn.await();
        }
    }
}

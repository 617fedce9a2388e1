package io.fluxfill.bfl.rest;

import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The threads that read from connections, and drop those that were closed. */
@Singleton
final class EventLoops {
    /** The end of a TLS connection takes two: that of TLS, and that of the connection under it. */
    private static final int READINGS = 2;

    private final Vertx vertx;

    EventLoops(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Has things done by any of them. */
    Executor any() {
        return vertx.nettyEventLoopGroup();
    }

    /**
     * Lets them see all that has happened to their connections until now. A process that was frozen goes on in all threads
     * at once, so that a request could take a connection whose end has arrived but was not read yet.
     *
     * @return ends when they have seen it
     */
    CompletableFuture<Void> catchUp() {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            readAgain((SingleThreadEventLoop) loop, READINGS, end);
            ends.add(end);
        }
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    /**
     * Tasks that follow each other may all be done before a loop reads again. One that is put there at the end of a loop's
     * round is done after the reading with which the next round begins.
     */
    private static void readAgain(SingleThreadEventLoop loop, int readings, CompletableFuture<Void> end) {
        loop.execute(() -> {
            if (readings == 0) {
                end.complete(null);
            } else {
                loop.executeAfterEventLoopIteration(() -> readAgain(loop, readings - 1, end));
            }
        });
    }
}

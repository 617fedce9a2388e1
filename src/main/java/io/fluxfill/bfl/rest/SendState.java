package io.fluxfill.bfl.rest;

import io.vertx.core.net.SocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * How far one exchange has come, as seen by the two who share it: the client, which hands its request over to a connection,
 * and the one who waits for the answer and may give up. Both race for the same state, so that a request is either known not
 * to have been sent, and never will be, or must be taken for sent.
 */
final class SendState {
    private enum State {
        CONNECTING,
        SENDING,
        GIVEN_UP,
        TURNED_AWAY
    }

    private final Predicate<SocketAddress> wanted;
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);

    private SendState(Predicate<SocketAddress> wanted) {
        this.wanted = wanted;
    }

    /** That of a request that goes out over whatever connection there is. */
    static SendState withAnybody() {
        return new SendState(address -> true);
    }

    /**
     * That of a request that goes out only to some addresses.
     *
     * @param wanted says of the address at the other end whether it is one of them
     */
    static SendState with(Predicate<SocketAddress> wanted) {
        return new SendState(wanted);
    }

    /** That of no request: it ends where a connection stands. */
    static SendState ofNothing() {
        return new SendState(address -> false);
    }

    /**
     * To be called by the client when a connection stands, TLS included, and nothing of the request was written to it.
     *
     * @param address who is at the other end
     * @return whether to send the request; if not, nothing of it may be written
     */
    boolean begins(SocketAddress address) {
        State next = wanted.test(address) ? State.SENDING : State.TURNED_AWAY;
        return state.compareAndSet(State.CONNECTING, next) && next == State.SENDING;
    }

    /**
     * To be called by whoever will not wait any longer, or sees that the exchange has failed.
     *
     * @return whether nothing was sent, nor will be
     */
    boolean isGivenUpUnsent() {
        state.compareAndSet(State.CONNECTING, State.GIVEN_UP);
        return state.get() != State.SENDING;
    }

    /** Whether a connection stood over which the request was not wanted. */
    boolean isTurnedAway() {
        return state.get() == State.TURNED_AWAY;
    }
}

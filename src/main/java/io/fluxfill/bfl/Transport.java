package io.fluxfill.bfl;

import io.fluxfill.json.Pieces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One HTTP exchange with BFL: no repeats, no redirects, and no meaning given to the answer. A time limit covers all of it,
 * from the connection to the last byte of the body; but for {@link #connect}, which nobody waits for.
 */
public interface Transport {

    /**
     * Opens a connection that the next {@link #post} to the host can use. It takes ten seconds at most, and may be left
     * to itself.
     *
     * @throws IOException where there is none
     */
    void connect(TrustedUrl url) throws IOException;

    /**
     * Sends a JSON body with the key.
     *
     * @param limit the longest the whole exchange may take
     * @throws NotSentException where BFL cannot have read the request
     * @throws ResponseLostException where it may have
     */
    BflResponse post(TrustedUrl url, String key, Pieces json, Duration limit)
            throws NotSentException, ResponseLostException;

    /**
     * Reads a small JSON answer with the key.
     *
     * @param limit the longest the whole exchange may take
     * @throws NotSentException where no connection could be made
     * @throws ResponseLostException where no whole answer came
     */
    BflResponse get(TrustedUrl url, String key, Duration limit) throws NotSentException, ResponseLostException;

    /**
     * Reads a picture into a file, without the key, from a host at addresses that {@link DeliveryUrl#mayBeAt} allows.
     *
     * @param file a file that is there; what it held is lost
     * @param maxBytes the most the body may have
     * @param limit the longest the whole exchange may take
     * @return the answer, its body empty: with a status from 200 to 299 it is in the file
     * @throws NotPublicException where the host has another address
     * @throws NotSentException where no connection could be made
     * @throws ResponseLostException where no whole answer came, or one that is too large
     */
    BflResponse download(DeliveryUrl url, Path file, long maxBytes, Duration limit)
            throws NotSentException, ResponseLostException;

    /** Nothing reached BFL: sending again cannot pay twice. */
    class NotSentException extends IOException {
        private static final long serialVersionUID = 1L;

        /** @param message half a sentence that says what went wrong */
        public NotSentException(String message) {
            super(message);
        }
    }

    /** Nothing was sent to a host, as there is none by its name. */
    final class NoSuchHostException extends NotSentException {
        private static final long serialVersionUID = 1L;

        /** @param message half a sentence that says what went wrong */
        public NoSuchHostException(String message) {
            super(message);
        }
    }

    /** Nothing was sent to a host, as it has an address that it may not have. */
    final class NotPublicException extends NotSentException {
        private static final long serialVersionUID = 1L;

        /** The message does not name the address. */
        public NotPublicException() {
            super("the host has an address that is not public");
        }
    }

    /** The request was, or may have been, read by BFL, but no whole answer came back. */
    final class ResponseLostException extends IOException {
        private static final long serialVersionUID = 1L;

        /** @param message half a sentence that says what went wrong */
        public ResponseLostException(String message) {
            super(message);
        }
    }
}

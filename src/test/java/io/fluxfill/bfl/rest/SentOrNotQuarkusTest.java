package io.fluxfill.bfl.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.bfl.Transport;
import io.fluxfill.bfl.Transport.NotSentException;
import io.fluxfill.bfl.Transport.ResponseLostException;
import io.fluxfill.bfl.TrustedHosts;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.json.Pieces;
import io.fluxfill.json.Utf8;
import io.fluxfill.testing.Planted;
import io.fluxfill.testing.RawServer;
import io.fluxfill.testing.StandInResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a submit was sent is told as it was: the other end of the connection keeps a record of what came. */
@QuarkusTest
@WithTestResource(StandInResource.class)
class SentOrNotQuarkusTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);

    /** The first byte of TLS' first message. */
    private static final char TLS_HANDSHAKE = 0x16;

    private static final String ACCEPTED = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    @Inject
    Transport transport;

    @Inject
    BflLine line;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final CountDownLatch hungUp = new CountDownLatch(1);

    /** Takes all that is sent, and answers nothing. */
    private final RawServer.Connection silent = socket -> {
        socket.getInputStream().transferTo(heard);
        hungUp.countDown();
    };

    @Test
    void a_tls_handshake_that_hangs_sends_nothing() throws Exception {
        try (RawServer server = new RawServer(silent)) {
            assertThatThrownBy(() -> post(server.url().replace("http:", "https:"), SHORT))
                    .isInstanceOf(NotSentException.class)
                    .hasMessage("there was no connection in the time allowed");

            assertThat(hungUp.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(heard().charAt(0)).isEqualTo(TLS_HANDSHAKE);
        }
    }

    @Test
    void a_tls_handshake_that_is_answered_with_something_else_sends_nothing() throws Exception {
        try (RawServer server = new RawServer(socket -> {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(ISO_8859_1));
            silent.serve(socket);
        })) {
            assertThatThrownBy(() -> post(server.url().replace("http:", "https:"), LONG))
                    .isInstanceOf(NotSentException.class)
                    .hasMessageStartingWith("the connection failed (");

            assertThat(heard().charAt(0)).isEqualTo(TLS_HANDSHAKE);
        }
    }

    @Test
    void a_tls_handshake_that_ends_in_the_middle_sends_nothing() throws Exception {
        try (RawServer server = new RawServer(socket -> {
            heard.write(socket.getInputStream().read());
            socket.setSoLinger(true, 0);
        })) {
            assertThatThrownBy(() -> post(server.url().replace("http:", "https:"), LONG))
                    .isInstanceOf(NotSentException.class);

            assertThat(heard().charAt(0)).isEqualTo(TLS_HANDSHAKE);
        }
    }

    @Test
    void a_host_that_takes_no_connection_gets_nothing() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // One more than the queue holds: whoever comes then is not even refused.
            for (int i = 0; i < 2; i++) {
                waiting.add(new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort()));
            }

            assertThatThrownBy(() -> post("http://localhost:" + full.getLocalPort(), SHORT))
                    .isInstanceOf(NotSentException.class);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void a_refused_connection_sends_nothing() {
        assertThatThrownBy(() -> post("http://localhost:1", LONG))
                .isInstanceOf(NotSentException.class)
                .hasMessage("the connection failed (ConnectException)");
    }

    @Test
    void a_request_that_is_not_answered_was_sent() throws Exception {
        try (RawServer server = new RawServer(silent)) {
            assertThatThrownBy(() -> post(server.url(), SHORT)).isInstanceOf(ResponseLostException.class);

            assertThat(hungUp.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(heard()).startsWith("POST / HTTP/1.1\r\n").endsWith("{}");
        }
    }

    @Test
    void a_request_whose_connection_is_reset_after_its_first_byte_was_sent() throws Exception {
        try (RawServer server = new RawServer(socket -> {
            heard.write(socket.getInputStream().read());
            socket.setSoLinger(true, 0);
        })) {
            assertThatThrownBy(() -> post(server.url(), LONG)).isInstanceOf(ResponseLostException.class);

            assertThat(heard()).isEqualTo("P");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "HTTP/1.1", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"})
    void a_request_whose_answer_cannot_be_read_was_sent(String answer) throws Exception {
        try (RawServer server = new RawServer(RawServer.answering(answer))) {
            assertThatThrownBy(() -> post(server.url(), LONG)).isInstanceOf(ResponseLostException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1_000_000})
    void what_was_given_up_before_it_was_handed_over_is_never_sent(int bytes) throws Exception {
        SendState exchange = SendState.withAnybody();
        try (RawServer server = new RawServer(silent)) {
            assertThat(exchange.isGivenUpUnsent()).isTrue();

            BflApi client = line.get();
            URI url = URI.create(server.url());
            assertThat(line.begin(exchange, client, api -> RestTransport.submit(api, url, Planted.KEY, json(bytes))))
                    .failsWithin(LONG);

            line.hangUp(client);
            assertThat(hungUp.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(heard()).isEmpty();
        }
    }

    @Test
    void what_was_handed_over_cannot_be_given_up_as_unsent() throws Exception {
        SendState exchange = SendState.withAnybody();
        try (RawServer server = new RawServer(RawServer.keeping(ACCEPTED))) {
            URI url = URI.create(server.url());
            assertThat(line.begin(exchange, line.get(), api -> RestTransport.submit(api, url, Planted.KEY, json(2))))
                    .succeedsWithin(LONG);

            assertThat(exchange.isGivenUpUnsent()).isFalse();
        }
    }

    @Test
    void a_connection_that_is_made_ahead_carries_nothing_before_the_submit_that_takes_it() throws Exception {
        CountDownLatch made = new CountDownLatch(1);
        try (RawServer server = new RawServer(socket -> {
            made.countDown();
            silent.serve(socket);
        })) {
            transport.connect(trusted(server.url()));
            assertThat(made.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> post(server.url(), SHORT)).isInstanceOf(ResponseLostException.class);

            assertThat(hungUp.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(heard()).startsWith("POST / HTTP/1.1\r\n").endsWith("{}");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void where_no_connection_can_be_made_ahead_that_is_told() {
        assertThatThrownBy(() -> transport.connect(trusted("http://localhost:1")))
                .isInstanceOf(IOException.class);
    }

    /** The server promises to keep the connection, and hangs up with its answer. */
    @RepeatedTest(20)
    void no_submit_goes_out_on_a_connection_whose_end_has_arrived_however_fresh_it_is() throws Exception {
        Semaphore ended = new Semaphore(0);
        try (RawServer server = new RawServer(socket -> {
            RawServer.answering(ACCEPTED).serve(socket);
            socket.close();
            ended.release();
        })) {
            for (int i = 0; i < 3; i++) {
                post(server.url(), LONG);
                assertThat(ended.tryAcquire(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }

            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void who_is_interrupted_before_anything_was_sent_knows_that_and_stays_interrupted() throws Exception {
        try (RawServer server = new RawServer(silent)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> post(server.url().replace("http:", "https:"), LONG))
                    .isInstanceOf(NotSentException.class);

            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private void post(String url, Duration limit) throws IOException {
        transport.post(trusted(url), Planted.KEY, json(2), limit);
    }

    private static TrustedUrl trusted(String url) {
        return new TrustedHosts(List.of(URI.create(url).getAuthority()))
                .check(url + "/")
                .orElseThrow();
    }

    private String heard() {
        return heard.toString(ISO_8859_1);
    }

    private static Pieces json(int bytes) {
        byte[] json = new byte[bytes];
        Arrays.fill(json, (byte) ' ');
        json[0] = '{';
        json[bytes - 1] = '}';
        return new Pieces(List.of(Utf8.of(json)));
    }
}

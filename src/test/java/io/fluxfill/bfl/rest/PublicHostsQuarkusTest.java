package io.fluxfill.bfl.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxfill.bfl.BflResponse;
import io.fluxfill.bfl.DeliveryUrl;
import io.fluxfill.bfl.DeliveryUrls;
import io.fluxfill.bfl.Transport.NoSuchHostException;
import io.fluxfill.bfl.Transport.NotPublicException;
import io.fluxfill.testing.RawServer;
import io.fluxfill.testing.StandInResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are not fetched from this machine, whatever names and their servers say: its server keeps a record of what came. */
@QuarkusTest
@WithTestResource(StandInResource.class)
class PublicHostsQuarkusTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String PUBLIC = "8.8.8.8";

    @Inject
    TlsConfigurationRegistry tls;

    @Inject
    EventLoops eventLoops;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final List<String> asked = new ArrayList<>();
    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.createFile(folder.resolve("picture"));
    }

    @Test
    void a_host_with_one_address_that_is_not_public_is_not_even_connected_to() throws Exception {
        try (RawServer server = new RawServer(this::hear)) {
            assertThatThrownBy(() -> download(DeliveryUrls.thatMustBePublic(server.url() + "/x"), PUBLIC, "10.0.0.1"))
                    .isInstanceOf(NotPublicException.class);

            assertThat(asked).containsExactly("localhost");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void a_name_that_means_another_address_a_moment_later_gets_no_request() throws Exception {
        try (RawServer server = new RawServer(this::hear)) {
            BflLine line = new BflLine(tls, eventLoops, Clock.systemUTC());
            RestTransport transport = new RestTransport(line, host -> addresses(PUBLIC));

            assertThatThrownBy(() -> transport.download(
                            DeliveryUrls.thatMustBePublic(server.url() + "/x?sig=planted"), file, 100, LONG))
                    .isInstanceOf(NotPublicException.class);

            line.close();
            assertThat(hungUp.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(heard.toString(ISO_8859_1)).isEmpty();
        }
    }

    @Test
    void a_name_that_nobody_knows_now_may_be_known_the_next_time() {
        BflLine line = new BflLine(tls, eventLoops, Clock.systemUTC());
        RestTransport transport = new RestTransport(line, host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> transport.download(
                        DeliveryUrls.thatMustBePublic("https://delivery.example.com/x"), file, 100, LONG))
                .isInstanceOf(NoSuchHostException.class)
                .hasMessage("the connection failed (UnknownHostException)");
    }

    @Test
    void a_host_that_is_trusted_for_tests_is_not_looked_up() throws Exception {
        try (RawServer server =
                new RawServer(RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\npicture"))) {
            BflResponse answer = download(DeliveryUrls.trusted(server.url() + "/x"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(file).hasContent("picture");
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void a_redirect_is_told_and_not_followed() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://localhost:1/y\r\nContent-Length: 0\r\n\r\n"))) {
            BflResponse answer = download(DeliveryUrls.trusted(server.url() + "/x"));

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.location()).contains("http://localhost:1/y");
        }
    }

    private BflResponse download(DeliveryUrl url, String... addresses) throws IOException {
        BflLine line = new BflLine(tls, eventLoops, Clock.systemUTC());
        RestTransport transport = new RestTransport(line, host -> {
            asked.add(host);
            return addresses(addresses);
        });
        return transport.download(url, file, 100, LONG);
    }

    private void hear(Socket socket) throws IOException {
        socket.getInputStream().transferTo(heard);
        hungUp.countDown();
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }
}

package io.fluxfill.storage.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.testing.RawServer;
import io.fluxfill.waiting.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S3 that falls silent in the middle of something, and the deadline of whoever waits for it. */
class S3SilenceTest {
    private static final S3Location OBJECT = new S3Location("the-bucket", "a");
    private static final Duration TIME = Duration.ofSeconds(1);

    /** Well before the socket's own timeout, and late enough for a machine that is busy. */
    private static final Duration SOON = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    @Test
    void s3_that_falls_silent_in_the_middle_of_an_object_is_waited_for_until_the_deadline() throws Exception {
        assertEndsInTime(
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", store -> store.get(OBJECT, 100, deadline()));
    }

    @Test
    void s3_that_is_silent_before_its_answer_is_waited_for_until_the_deadline() throws Exception {
        assertEndsInTime("", store -> store.find(OBJECT, deadline()));
    }

    @Test
    void s3_that_falls_silent_in_the_middle_of_its_answer_to_a_write_is_waited_for_until_the_deadline()
            throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[] {1});

        assertEndsInTime(
                "HTTP/1.1 500 Trouble\r\nContent-Length: 100\r\n\r\n<Error>",
                store -> store.putIfAbsent(OBJECT, file, "image/png", Map.of(), new byte[32], deadline()));
    }

    @Test
    void who_is_interrupted_does_not_wait_and_stays_interrupted() throws IOException {
        try (RawServer server = new RawServer(silentAfter(""))) {
            Thread.currentThread().interrupt();

            assertThat(failure(() -> S3StoreTest.store(server.url()).get(OBJECT, 100, deadline())))
                    .returns(Kind.UNAVAILABLE, StorageException::kind);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private void assertEndsInTime(String beginning, ThrowingConsumer<S3Store> call) throws IOException {
        try (RawServer server = new RawServer(silentAfter(beginning))) {
            long began = System.nanoTime();

            assertThat(failure(() -> call.acceptThrows(S3StoreTest.store(server.url()))))
                    .returns(Kind.UNAVAILABLE, StorageException::kind);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        }
    }

    /** Says so much, and then nothing until the client hangs up. */
    private static RawServer.Connection silentAfter(String beginning) {
        return socket -> {
            socket.getOutputStream().write(beginning.getBytes(US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
    }

    private static StorageException failure(ThrowingCallable call) {
        return catchThrowableOfType(StorageException.class, call);
    }

    private static Deadline deadline() {
        return Deadline.in(TIME, System::nanoTime);
    }
}

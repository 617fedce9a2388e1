package io.fluxfill.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WarmUpTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void all_steps_are_done_when_the_wait_ends() {
        warmUp(LONG, done::incrementAndGet, done::incrementAndGet);

        assertThat(done).hasValue(2);
    }

    @Test
    void the_steps_are_done_side_by_side() {
        CyclicBarrier both = new CyclicBarrier(2);
        WarmUp.Step step = () -> {
            both.await(LONG.toSeconds(), TimeUnit.SECONDS);
            done.incrementAndGet();
        };

        warmUp(LONG, step, step);

        assertThat(done).hasValue(2);
    }

    @Test
    void a_step_that_fails_changes_nothing_for_the_others() {
        warmUp(
                LONG,
                () -> {
                    throw new IOException("no connection");
                },
                () -> {
                    throw new NoClassDefFoundError("anything");
                },
                done::incrementAndGet);

        assertThat(done).hasValue(1);
    }

    @Test
    void a_step_that_does_not_end_is_left_to_itself_after_the_limit() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);

        warmUp(Duration.ofMillis(1), () -> {
            go.await();
            ended.countDown();
        });
        assertThat(ended.getCount()).isEqualTo(1);

        go.countDown();
        assertThat(ended.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void without_steps_it_is_done_at_once() {
        warmUp(Duration.ZERO);
    }

    @Test
    void who_is_interrupted_while_waiting_stays_interrupted() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();

        warmUp(LONG, never::await);

        assertThat(Thread.interrupted()).isTrue();
    }

    private static void warmUp(Duration limit, WarmUp.Step... steps) {
        new WarmUp(limit, List.of(steps)).begin().await();
    }
}

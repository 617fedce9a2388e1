package io.fluxfill.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LambdaFleetTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final byte[] EVENT = {};
    private static final byte[] SLOW_EVENT = {1};

    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final LambdaFleet fleet = new LambdaFleet(2, this::process);

    @AfterEach
    void close() {
        end.countDown();
        fleet.close();
    }

    @Test
    void one_call_after_the_other_has_one_process() throws Exception {
        fleet.invoke(EVENT, LONG);
        fleet.invoke(EVENT, LONG);

        assertThat(fleet.size()).isEqualTo(1);
    }

    @Test
    void a_call_during_another_has_a_process_of_its_own() throws Exception {
        startSlowCall();

        assertThat(fleet.invoke(EVENT, LONG)).isInstanceOf(Lambda.Answer.Result.class);
        assertThat(fleet.size()).isEqualTo(2);
    }

    @Test
    void a_call_beyond_the_limit_is_not_taken() throws Exception {
        try (LambdaFleet single = new LambdaFleet(1, this::process)) {
            CompletableFuture<Lambda.Answer> slow = CompletableFuture.supplyAsync(() -> slowCall(single));
            began.await();

            assertThat(single.invoke(EVENT, LONG)).isInstanceOf(Lambda.Answer.Throttled.class);

            end.countDown();
            assertThat(slow.get()).isInstanceOf(Lambda.Answer.Result.class);
            assertThat(single.invoke(EVENT, LONG)).isInstanceOf(Lambda.Answer.Result.class);
        }
    }

    @Test
    void a_call_that_takes_too_long_goes_on_in_its_process() throws Exception {
        assertThat(fleet.invoke(SLOW_EVENT, Duration.ofMillis(1))).isInstanceOf(Lambda.Answer.TimedOut.class);

        assertThat(fleet.invoke(EVENT, LONG)).isInstanceOf(Lambda.Answer.Result.class);
        assertThat(fleet.size()).isEqualTo(2);
    }

    private void startSlowCall() throws InterruptedException {
        CompletableFuture.runAsync(() -> slowCall(fleet));
        began.await();
    }

    private static Lambda.Answer slowCall(LambdaFleet fleet) {
        try {
            return fleet.invoke(SLOW_EVENT, LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private LambdaFleet.Process process() {
        return new LambdaFleet.Process() {
            @Override
            public Lambda.Answer invoke(byte[] event) throws InterruptedException {
                if (event.length > 0) {
                    began.countDown();
                    end.await();
                }
                return new Lambda.Answer.Result(event);
            }

            @Override
            public void close() {
                end.countDown();
            }
        };
    }
}

package io.fluxfill.warmup;

import io.fluxfill.error.SafeText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does its steps side by side, each on a thread of its own. Whatever goes wrong is told at level debug only: an event does
 * without what was not warmed up.
 */
public final class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    private final Duration limit;
    private final List<Step> steps;

    /**
     * @param limit how long the start may be held up
     * @param steps what to do
     */
    public WarmUp(Duration limit, List<Step> steps) {
        this.limit = limit;
        this.steps = List.copyOf(steps);
    }

    /** Something to warm up. It may go on after the limit, beside the first event. */
    @FunctionalInterface
    public interface Step {

        /**
         * Does it.
         *
         * @throws Exception of any kind: it changes nothing
         */
        void run() throws Exception;
    }

    /** Begins, so that other work can be done meanwhile. */
    public Running begin() {
        CountDownLatch open = new CountDownLatch(steps.size());
        for (Step step : steps) {
            Thread thread = new Thread(() -> run(step, open), "warm-up");
            thread.setDaemon(true);
            thread.start();
        }
        return new Running(open, System.nanoTime() + limit.toNanos());
    }

    private static void run(Step step, CountDownLatch open) {
        try {
            step.run();
        } catch (Throwable fault) {
            LOG.debugf("Not warmed up: %s", SafeText.kind(fault));
        } finally {
            open.countDown();
        }
    }

    /** A warm-up that has begun. */
    public static final class Running {
        private final CountDownLatch open;
        private final long end;

        private Running(CountDownLatch open, long end) {
            this.open = open;
            this.end = end;
        }

        /** Waits until all steps have ended, or the time since the beginning is up. */
        public void await() {
            try {
                if (!open.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.debugf("%d steps of the warm-up were not done in time", open.getCount());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package io.fluxfill.function;

import io.fluxfill.bfl.ApiKey;
import io.fluxfill.config.Settings;
import io.fluxfill.config.WrongSettingsException;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.error.SafeText;
import io.fluxfill.warmup.WarmUp;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What must be right before the first event is taken. */
final class Startup {
    private static final Logger LOG = Logger.getLogger(Startup.class);

    /** The name that Quarkus gives to the thread that takes the events. */
    private static final String POLL_LOOP = "Lambda Thread";

    private static final String MAIN = "main";

    /** For the key at start, when nobody waits yet; Lambda allows ten seconds for all of it. */
    private static final Duration KEY_LIMIT = Duration.ofSeconds(5);

    /** Wrong settings end the start here, and not with the first event. */
    void check(
            @Observes StartupEvent event, Instance<Settings> settings, Instance<WarmUp> warmUp, Instance<ApiKey> key) {
        boolean onLambda = LaunchMode.current() == LaunchMode.NORMAL;
        try {
            LOG.debugf("BFL at %s", settings.get().bfl().hosts().fill());
        } catch (WrongSettingsException e) {
            if (!onLambda) {
                throw e;
            }
            InitError.tell(
                    Optional.ofNullable(System.getenv("AWS_LAMBDA_RUNTIME_API")),
                    new FluxFillException(ErrorType.MISCONFIGURED, e.getMessage()));
            // Quarkus would interrupt the waiting poll loop, and say this among its stack traces.
            System.err.println(e.getMessage());
            Runtime.getRuntime().halt(1);
        }
        WarmUp.Running warming = warmUp.get().begin();
        readKey(key.get());
        warming.await();
        if (onLambda) {
            Thread.setDefaultUncaughtExceptionHandler(Startup::endDeafProcess);
        }
    }

    /** So that the first event finds the key in memory. Trouble is no reason not to start: that event tries again. */
    private static void readKey(ApiKey key) {
        try {
            key.value(KEY_LIMIT);
        } catch (FluxFillException e) {
            LOG.warnf("The key could not be read at start. %s", e.sentence());
        } catch (RuntimeException e) {
            LOG.warnf("The key could not be read at start: %s", e.getClass().getSimpleName());
        }
    }

    /**
     * Trouble with Lambda's runtime API makes the poll loop stop the application, but the process would stay. Where it is
     * about to exit anyway, this changes nothing.
     */
    void exit(@Observes ShutdownEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Quarkus.asyncExit(1);
        }
    }

    /**
     * An {@link Error} outside the function, such as lack of memory for an event, ends the poll loop but not the process:
     * Lambda would go on sending events that nobody hears. It starts a new process when this one ends. On the JVM, Lambda's own
     * runtime polls on the main thread. What ends another thread is told without its message, which may quote what nobody should
     * read.
     */
    private static void endDeafProcess(Thread thread, Throwable error) {
        if (thread.getName().startsWith(POLL_LOOP) || thread.getName().equals(MAIN)) {
            System.err.println("The poll loop ended with " + error.getClass().getName() + ": the process ends too.");
            Runtime.getRuntime().halt(1);
        }
        System.err.println("The thread " + thread.getName() + " ended with " + SafeText.kind(error) + ".");
    }
}

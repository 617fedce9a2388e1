package io.fluxfill.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Sends many events of mixed kinds to one process of the executable: every answer must be right, and its memory must not
 * grow. {@code src/bench/soak} runs it.
 */
public final class Soak {
    private static final int SAMPLED = 10;
    private static final int TOLD = 500;
    private static final int MOST_INVOCATIONS = 10_000_000;

    private final HttpsBfl bfl;
    private final LiveFunction function;
    private final Random random;
    private final SoakMemory memory = new SoakMemory();
    private final Map<SoakKind, Integer> counts = new EnumMap<>(SoakKind.class);
    private int sent;

    private Soak(HttpsBfl bfl, LiveFunction function, long seed) {
        this.bfl = bfl;
        this.function = function;
        this.random = new Random(seed);
    }

    /**
     * Runs it, and ends with 1 where an answer is wrong or the memory grows.
     *
     * @param arguments {@code --invocations N}, 10,000 without it, and {@code --seed N}
     */
    public static void main(String... arguments) throws InterruptedException {
        int status = 0;
        try {
            run(number("--invocations", 10_000, arguments), number("--seed", 1, arguments));
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static void run(int invocations, int seed) throws IOException, InterruptedException {
        Path temporary = Files.createTempDirectory("flux-fill-soak");
        try (HttpsBfl bfl = HttpsBfl.start(temporary)) {
            Row row = new Row(
                    Row.NATIVE, "native", Rows.nativeCommand(Places.executable()), Rows.function(bfl, true), "");
            try (LiveFunction function = LiveFunction.of(row)) {
                new Soak(bfl, function, seed).run(invocations);
            }
        } finally {
            Places.delete(temporary);
        }
    }

    private void run(int invocations) throws IOException, InterruptedException {
        long began = System.nanoTime();
        bfl.taskTime(Duration.ZERO);
        function.prepare();
        Path process = Path.of(
                "/proc",
                Long.toString(ProcessHandle.current()
                        .children()
                        .findFirst()
                        .orElseThrow()
                        .pid()),
                "status");
        List<SoakKind> thousand = new ArrayList<>();
        for (int i = 1; i <= invocations; i++) {
            if (thousand.isEmpty()) {
                thousand.addAll(SoakKind.thousand());
                Collections.shuffle(thousand, random);
            }
            send(thousand.remove(thousand.size() - 1));
            if (i % SAMPLED == 0) {
                SoakMemory.Sample sample = sample(i, process);
                memory.add(sample);
                if (i % TOLD == 0) {
                    System.out.println(sample.line());
                }
            }
        }
        conclude(invocations, Duration.ofNanos(System.nanoTime() - began));
    }

    private void send(SoakKind kind) throws IOException {
        LiveFunction.Invoked invoked = function.invoke(kind.event(bfl, random));
        counts.merge(kind, 1, Integer::sum);
        if (!kind.isRight(invoked.answer())) {
            throw function.wrong("an event of the kind " + kind, invoked.answer());
        }
        // The first event's report tells the init of its process; there must be no other process.
        if (sent++ > 0 && invoked.report().initDuration().isPresent()) {
            throw function.wrong(
                    "an event before one of the kind " + kind + ", by ending its process", invoked.answer());
        }
    }

    private void conclude(int invocations, Duration time) throws IOException {
        System.out.println(counts.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", ")));
        System.out.printf(
                Locale.ROOT, "%,d invocations in %d s, every answer as expected.%n", invocations, time.toSeconds());
        if (memory.growth().isEmpty()) {
            System.out.println("Too few invocations to tell whether the memory grows.");
            return;
        }
        String growth = String.format(
                Locale.ROOT,
                "After the first %,d invocations resident memory grew by %.1f %%; it was %.1f MB at most.",
                SoakMemory.SETTLED,
                memory.growth().getAsDouble() * 100,
                memory.most());
        if (memory.isTooMuch()) {
            throw new IOException(growth + " It may grow by less than 5 %, and be 96 MB.");
        }
        System.out.println(growth);
    }

    private static SoakMemory.Sample sample(int invocations, Path status) throws IOException {
        Map<String, Double> megabytes = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:") || line.startsWith("VmHWM:"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0));
        return new SoakMemory.Sample(invocations, megabytes.get("VmRSS"), megabytes.get("VmHWM"));
    }

    private static int number(String option, int usual, String... arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            if (!List.of("--invocations", "--seed").contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "Options are --invocations N and --seed N, not " + arguments[i] + ".");
            }
            if (arguments[i].equals(option)) {
                if (!arguments[i + 1].matches("[1-9]\\d{0,7}")
                        || Integer.parseInt(arguments[i + 1]) > MOST_INVOCATIONS) {
                    throw new IllegalArgumentException(option + " takes a number from 1 to " + MOST_INVOCATIONS + ".");
                }
                return Integer.parseInt(arguments[i + 1]);
            }
        }
        return usual;
    }
}

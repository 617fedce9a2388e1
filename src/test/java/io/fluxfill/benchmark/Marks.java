package io.fluxfill.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What the executable shall reach, by the medians of one run. */
final class Marks {
    private final Results results;

    Marks(Results results) {
        this.results = results;
    }

    /**
     * All of them.
     *
     * @param executable its size in bytes; empty if it is not measured
     * @param zip the same of what is deployed
     */
    List<Mark> all(OptionalDouble executable, OptionalDouble zip) {
        return List.of(
                more("init, JVM / native (warm-up off)", 25, 50, ratio(of(Row.JVM, Figures.INIT), cold(Figures.INIT))),
                least(
                        "init, native (warm-up off) / faster of Node and Python",
                        1,
                        0.5,
                        againstFaster(cold(Figures.INIT), Figures.INIT)),
                least(
                        "exec to first answer, native (warm-up off) / faster of Node and Python",
                        1,
                        0.5,
                        againstFaster(
                                cold(Figures.firstAnswer(Shape.SMALL_DIRECT)),
                                Figures.firstAnswer(Shape.SMALL_DIRECT))),
                least(
                        "first invocation / warm one, 1 KB",
                        4,
                        1.5,
                        ratio(warmedUp(Figures.first(Shape.SMALL_DIRECT)), warmedUp(Figures.warm(Shape.SMALL_DIRECT)))),
                new Mark("warm overhead, 1 KB", 1.5, 0.5, false, "ms", warmedUp(Figures.overhead(Shape.SMALL_DIRECT))),
                least(
                        "warm overhead, largest direct, native / faster of Node and Python",
                        1,
                        0.5,
                        againstFaster(
                                warmedUp(Figures.overhead(Shape.LARGEST_DIRECT)),
                                Figures.overhead(Shape.LARGEST_DIRECT))),
                least(
                        "warm overhead, largest over HTTP, native / faster of Node and Python",
                        1,
                        0.5,
                        againstFaster(
                                warmedUp(Figures.overhead(Shape.LARGEST_HTTP)), Figures.overhead(Shape.LARGEST_HTTP))),
                memory("most resident, largest direct, ten in a row", Shape.LARGEST_DIRECT),
                memory("most resident, largest over HTTP, ten in a row", Shape.LARGEST_HTTP),
                new Mark("resident after init", 36, 28, false, "MB", warmedUp(Figures.RESIDENT)),
                new Mark("resident after init, warm-up off", 36, 28, false, "MB", cold(Figures.RESIDENT)),
                againstRust("cold disk, init", 10, 6.3, Figures.onColdDisk(Figures.INIT)),
                new Mark("cold disk, touched at init", 12, 8, false, "MB", warmedUp(Figures.TOUCHED)),
                againstRust("exec to first answer, warm-up on", 4.5, 3, Figures.firstAnswer(Shape.SMALL_DIRECT)),
                least(
                        "warm, 1 KB, native / Python",
                        1,
                        0.8,
                        ratio(
                                warmedUp(Figures.warm(Shape.SMALL_DIRECT)),
                                of(Row.PYTHON, Figures.warm(Shape.SMALL_DIRECT)))),
                againstRust("warm, 1 KB", 2.8, 1.5, Figures.warm(Shape.SMALL_DIRECT)),
                againstRust("warm, largest direct", 1.4, 1.2, Figures.warm(Shape.LARGEST_DIRECT)),
                againstRust("most resident, largest direct", 2.2, 1.8, Figures.most(Shape.LARGEST_DIRECT)),
                new Mark("executable", 46, 36, false, "MB", megabytes(executable)),
                new Mark("zip", 16, 12, false, "MB", megabytes(zip)));
    }

    private Mark againstRust(String what, double must, double aim, String figure) {
        return least(what + ", native / Rust", must, aim, ratio(warmedUp(figure), of(Row.RUST, figure)));
    }

    private Mark memory(String what, Shape shape) {
        return new Mark(what, 96, 64, false, "MB", warmedUp(Figures.most(shape)));
    }

    private static Mark more(String what, double must, double aim, OptionalDouble measured) {
        return new Mark(what, must, aim, true, "times", measured);
    }

    private static Mark least(String what, double must, double aim, OptionalDouble measured) {
        return new Mark(what, must, aim, false, "times", measured);
    }

    private OptionalDouble cold(String figure) {
        return of(Row.NATIVE_NO_WARM_UP, figure);
    }

    private OptionalDouble warmedUp(String figure) {
        return of(Row.NATIVE, figure);
    }

    private OptionalDouble againstFaster(OptionalDouble ours, String figure) {
        OptionalDouble faster = Stream.of(of(Row.NODE, figure), of(Row.PYTHON, figure))
                .flatMapToDouble(OptionalDouble::stream)
                .min();
        return ratio(ours, faster);
    }

    private OptionalDouble of(String row, String figure) {
        Optional<Spread> spread = results.spread(row, figure);
        return spread.isPresent() ? OptionalDouble.of(spread.get().median()) : OptionalDouble.empty();
    }

    private static OptionalDouble ratio(OptionalDouble above, OptionalDouble below) {
        return above.isPresent() && below.isPresent()
                ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble megabytes(OptionalDouble bytes) {
        return bytes.isPresent() ? OptionalDouble.of(bytes.getAsDouble() / 1e6) : bytes;
    }
}

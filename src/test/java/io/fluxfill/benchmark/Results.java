package io.fluxfill.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All measurements: by row, by figure, in their order. */
final class Results {
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    /** Adds one measurement. */
    void add(Row row, String figure, double value) {
        rows.computeIfAbsent(row.key(), key -> new LinkedHashMap<>())
                .computeIfAbsent(figure, name -> new ArrayList<>())
                .add(value);
    }

    /** The spread of a figure; empty where it was not measured. */
    Optional<Spread> spread(String row, String figure) {
        return Optional.ofNullable(rows.getOrDefault(row, Map.of()).get(figure)).map(Spread::of);
    }

    /** What was measured of a row, by figure. */
    Map<String, List<Double>> of(String row) {
        return rows.getOrDefault(row, Map.of());
    }
}

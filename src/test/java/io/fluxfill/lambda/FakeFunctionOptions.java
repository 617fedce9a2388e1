package io.fluxfill.lambda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How Lambda runs {@link FakeFunction}. */
final class FakeFunctionOptions {
    private FakeFunctionOptions() {}

    /** Starts from Lambda's defaults; the argument says how the process starts. */
    static LambdaOptions.Builder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes(),
                FakeFunction.class.getName()));
        command.addAll(List.of(arguments));
        return LambdaOptions.builder("fake", command);
    }

    /** Where the tests' classes are, for a process that has nothing else on its class path. */
    private static String classes() {
        return FakeFunction.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }
}

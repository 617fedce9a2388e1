package io.fluxfill.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How Lambda's managed runtime starts a function on the JVM: serial GC, the first compiler alone, and a heap that leaves
 * room for the rest. What it loads by a class loader of its own is on the class path here, as in a container image, because
 * a cache of classes holds no others.
 *
 * @param java the program
 * @param classPath the function, its libraries and Lambda's runtime
 * @param memoryMegabytes the function's memory
 */
record JvmCommand(Path java, String classPath, int memoryMegabytes) {
    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String HANDLER = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";
    private static final double HEAP_PART = 0.85;

    /** Without more options. */
    List<String> plain() {
        return with(List.of());
    }

    /** With more options for the JVM. */
    List<String> with(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xmx" + (int) (memoryMegabytes * HEAP_PART) + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, RUNTIME, HANDLER));
        return command;
    }
}

package io.fluxfill.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A function in a process of its own, of the JDK alone. Its event, a JSON text, says what it does. */
public final class FakeFunction {
    private static final String API = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

    private int events;

    private FakeFunction() {}

    /** Runs until it is told to end. The argument says how it starts. */
    public static void main(String... arguments) throws Exception {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "fails" -> {
                post("init/error", "{\"errorType\":\"Runtime.Own\",\"errorMessage\":\"no start\"}");
                System.exit(1);
            }
            case "exits" -> System.exit(3);
            case "hangs" -> new CountDownLatch(1).await();
            default -> new FakeFunction().serve();
        }
    }

    private void serve() throws Exception {
        while (true) {
            HttpURLConnection next = connect("invocation/next");
            String event = read(next.getInputStream()).replace("\"", "");
            String invocation = "invocation/" + next.getHeaderField("Lambda-Runtime-Aws-Request-Id") + "/";
            events++;
            if (event.startsWith("fail")) {
                post(invocation + "error", "{\"errorType\":\"Own.Name\",\"errorMessage\":\"as told\"}");
            } else {
                post(invocation + "response", answer(event, next));
            }
        }
    }

    private String answer(String event, HttpURLConnection next) throws Exception {
        String[] words = event.split(" ");
        switch (words[0]) {
            case "header":
                return quoted(next.getHeaderField(words[1]));
            case "variable":
                return quoted(System.getenv(words[1]));
            case "print":
                System.out.println(words[1]);
                return "null";
            case "hang":
                new CountDownLatch(1).await();
                return "null";
            case "exit":
                Runtime.getRuntime().halt(Integer.parseInt(words[1]));
                return "null";
            case "large":
                return quoted("x".repeat(Integer.parseInt(words[1])));
            case "stranger":
                return Integer.toString(post("invocation/nobody/response", "{}"));
            case "pid":
                return Long.toString(ProcessHandle.current().pid());
            case "work":
                return Long.toString(nanosFor(Integer.parseInt(words[1])));
            case "count":
                return Integer.toString(events);
            default:
                return quoted(event);
        }
    }

    /** How long the processor's own time so long takes by the clock. */
    private static long nanosFor(int millisOfWork) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long began = System.nanoTime();
        long ends = thread.getCurrentThreadCpuTime() + millisOfWork * 1_000_000L;
        while (thread.getCurrentThreadCpuTime() < ends) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - began;
    }

    private static String quoted(String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    private static HttpURLConnection connect(String path) throws IOException {
        return (HttpURLConnection) URI.create(API + path).toURL().openConnection();
    }

    private static int post(String path, String body) throws IOException {
        HttpURLConnection connection = connect(path);
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        int status = connection.getResponseCode();
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            read(answer);
        }
        return status;
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}

package io.fluxfill.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The rows that this machine can run. */
final class Rows {
    /** What the function's template gives it. */
    static final int MEMORY_MEGABYTES = 512;

    private static final Interpreter NODE =
            new Interpreter("Node.js", "node", List.of("-p", "process.execPath"), List.of(), 20, Places.NODE_HANDLER);

    /** Without what is installed beside Python here, some of which takes part in every start. */
    private static final Interpreter PYTHON = new Interpreter(
            "Python",
            "python3",
            List.of("-c", "import sys; print(sys.executable)"),
            List.of("-S"),
            3,
            Places.PYTHON_HANDLER);

    private final HttpsBfl bfl;
    private final InstantTable table;
    private final Set<String> wanted;
    private final Consumer<String> say;

    /**
     * @param table for the row that is guarded
     * @param wanted the rows' keys; empty for all
     * @param say told in a sentence why a row is left out
     */
    Rows(HttpsBfl bfl, InstantTable table, Set<String> wanted, Consumer<String> say) {
        this.bfl = bfl;
        this.table = table;
        this.wanted = wanted;
        this.say = say;
    }

    /** All rows that are wanted and possible. Makes the AOT cache, where it is missing. */
    List<Row> all() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        if (isWanted(Row.NATIVE) || isWanted(Row.NATIVE_NO_WARM_UP) || isWanted(Row.NATIVE_GUARDED)) {
            addNative(rows);
        }
        if (isWanted(Row.JVM) || isWanted(Row.JVM_AOT)) {
            addJvm(rows);
        }
        addTwin(rows, Row.RUST, "Rust", Places.RUST_TWIN);
        addTwin(rows, Row.GO, "Go", Places.GO_TWIN);
        addInterpreted(rows, Row.NODE, NODE);
        addInterpreted(rows, Row.PYTHON, PYTHON);
        return rows.stream().filter(row -> isWanted(row.key())).toList();
    }

    private boolean isWanted(String key) {
        return wanted.isEmpty() || wanted.contains(key);
    }

    private void addNative(List<Row> rows) throws IOException {
        Path executable = Places.executable();
        String zip = Files.exists(Places.ZIP) ? ", zip " + megabytes(Places.bytes(Places.ZIP)) : "";
        String size = "executable " + megabytes(Places.bytes(executable)) + zip;
        List<String> command = nativeCommand(executable);
        rows.add(new Row(Row.NATIVE, "native", command, function(true), size).ofOneFile());
        rows.add(new Row(Row.NATIVE_NO_WARM_UP, "native, warm-up off", command, function(false), size).ofOneFile());
        rows.add(guarded(command, size));
    }

    /** The SDK's client has no trust of its own, as BFL's has: it takes that of the process. */
    private Row guarded(List<String> nativeCommand, String size) throws IOException {
        List<String> command = new ArrayList<>(nativeCommand);
        bfl.certificate().systemProperties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        Map<String, String> environment = new HashMap<>(function(true));
        environment.putAll(table.environment());
        return new Row(Row.NATIVE_GUARDED, "native, guarded", command, environment, size);
    }

    /** The executable sizes its heap by the memory that it finds, and here it would find more than on Lambda. */
    static List<String> nativeCommand(Path executable) {
        return List.of(executable.toString(), "-XX:MaxRAM=" + MEMORY_MEGABYTES + "m");
    }

    private void addJvm(List<Row> rows) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("bench.java", System.getProperty("java.home") + "/bin/java"));
        int version = Interpreter.number(Programs.said(java.toString(), "--version"));
        List<Path> jars = Places.jars();
        if (Places.bytes(Places.RUNTIME) == 0) {
            throw new IOException("Lambda's runtime for Java is not in " + Places.RUNTIME + ": run src/bench/run.");
        }
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String size = "jars " + megabytes(Places.bytes(jars.get(0), Places.JVM_LIBRARIES));
        JvmCommand command = new JvmCommand(java, classPath, MEMORY_MEGABYTES);
        Row jvm = new Row(Row.JVM, "JVM " + version, command.plain(), function(false), size);
        rows.add(jvm);
        if (isWanted(Row.JVM_AOT)) {
            ClassCache cache = ClassCache.of(version, Places.FOLDER);
            cache.train(command, jvm, bfl);
            rows.add(new Row(
                    Row.JVM_AOT,
                    jvm.title() + ", " + cache.word(),
                    command.with(cache.use()),
                    function(false),
                    size + ", cache " + megabytes(Places.bytes(cache.file()))));
        }
    }

    /** {@code src/bench/run} has made it where there is a compiler for its language. */
    private void addTwin(List<Row> rows, String key, String language, Path program) throws IOException {
        if (!isWanted(key)) {
            return;
        }
        if (!Files.exists(program)) {
            say.accept("Without " + language + ": there is no compiler for it here.");
            return;
        }
        List<String> command = List.of(program.toAbsolutePath().toString());
        String size = "executable " + megabytes(Places.bytes(program));
        rows.add(new Row(key, language, command, plainHandler(), size).ofOneFile());
    }

    private void addInterpreted(List<Row> rows, String key, Interpreter interpreter)
            throws IOException, InterruptedException {
        if (!isWanted(key)) {
            return;
        }
        Optional<String> program = interpreter.find();
        if (program.isEmpty()) {
            say.accept("Without " + interpreter.name() + ": there is none here of version " + interpreter.least()
                    + " or later.");
            return;
        }
        Path handler = interpreter.handler();
        rows.add(new Row(
                key,
                interpreter.name() + " " + interpreter.version(program.get()),
                interpreter.command(program.get()),
                plainHandler(),
                "handler alone " + String.format(Locale.ROOT, "%.1f KB", Places.bytes(handler) / 1e3)));
    }

    private Map<String, String> function(boolean warmUp) {
        return function(bfl, warmUp);
    }

    /** The function's settings. */
    static Map<String, String> function(HttpsBfl bfl, boolean warmUp) {
        Map<String, String> environment = new HashMap<>(common(bfl));
        environment.put("FLUX_FILL_BFL_FINETUNE_URL", bfl.uri().toString());
        environment.put("FLUX_FILL_BFL_TRUSTED_HOSTS", bfl.authority());
        environment.put("FLUX_FILL_WARM_UP_ENABLED", Boolean.toString(warmUp));
        environment.put(
                "QUARKUS_TLS_BFL_TRUST_STORE_PEM_CERTS", bfl.certificate().pem().toString());
        return environment;
    }

    /** Those of the plain handlers: each language's own variable says whom to trust. */
    private Map<String, String> plainHandler() {
        Map<String, String> environment = new HashMap<>(common(bfl));
        environment.put("NODE_EXTRA_CA_CERTS", bfl.certificate().pem().toString());
        environment.put("SSL_CERT_FILE", bfl.certificate().pem().toString());
        return environment;
    }

    private static Map<String, String> common(HttpsBfl bfl) {
        return Map.of(
                "BFL_API_KEY", HttpsBfl.KEY, "FLUX_FILL_BFL_URL", bfl.uri().toString());
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}

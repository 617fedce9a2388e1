package io.fluxfill.benchmark;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way to do the function's job: a row of the tables.
 *
 * @param key its name on the command line and in the JSON
 * @param title its name in the tables
 * @param command how its process is started
 * @param environment what it is told besides Lambda's own variables
 * @param size what is deployed, in words
 * @param program the file that is all of it; empty where something that Lambda brings runs it
 */
record Row(
        String key,
        String title,
        List<String> command,
        Map<String, String> environment,
        String size,
        Optional<Path> program) {
    static final String NATIVE = "native";
    static final String NATIVE_NO_WARM_UP = "native-no-warm-up";
    static final String NATIVE_GUARDED = "native-guarded";
    static final String JVM = "jvm";
    static final String JVM_AOT = "jvm-aot";
    static final String RUST = "rust";
    static final String GO = "go";
    static final String NODE = "node";
    static final String PYTHON = "python";

    /** One whose program is run by something that Lambda brings. */
    Row(String key, String title, List<String> command, Map<String, String> environment, String size) {
        this(key, title, command, environment, size, Optional.empty());
    }

    Row {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The same, where the first word of the command is the file that is all of the program. */
    Row ofOneFile() {
        return new Row(key, title, command, environment, size, Optional.of(Path.of(command.get(0))));
    }

    /** The same, told one thing more. */
    Row with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Row(key, title, command, more, size, program);
    }
}

package io.fluxfill.benchmark;

import java.util.List;
import java.util.Map;

/**
 * One way to do the function's job: a row of the tables.
 *
 * @param key its name on the command line and in the JSON
 * @param title its name in the tables
 * @param command how its process is started
 * @param environment what it is told besides Lambda's own variables
 * @param size what is deployed, in words
 */
record Row(String key, String title, List<String> command, Map<String, String> environment, String size) {
    static final String NATIVE = "native";
    static final String NATIVE_NO_WARM_UP = "native-no-warm-up";
    static final String NATIVE_GUARDED = "native-guarded";
    static final String JVM = "jvm";
    static final String JVM_AOT = "jvm-aot";
    static final String NODE = "node";
    static final String PYTHON = "python";

    Row {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}

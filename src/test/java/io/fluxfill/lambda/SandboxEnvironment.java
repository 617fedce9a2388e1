package io.fluxfill.lambda;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The environment variables of a process on Lambda: none of this machine's, so that nothing is there by accident. */
final class SandboxEnvironment {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    private SandboxEnvironment() {}

    /**
     * All variables of a process.
     *
     * @param initializationType why it is started, in Lambda's words
     * @param runtimeApi {@code host:port} of its runtime API
     */
    static Map<String, String> of(LambdaOptions options, String initializationType, String runtimeApi) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin");
        environment.put("LANG", "en_US.UTF-8");
        environment.put("TZ", ":UTC");
        environment.put("_HANDLER", "bootstrap");
        environment.put("LAMBDA_TASK_ROOT", "/var/task");
        environment.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
        environment.put("AWS_REGION", options.region());
        environment.put("AWS_DEFAULT_REGION", options.region());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", options.functionName());
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(options.memoryMegabytes()));
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", LambdaEmulator.VERSION);
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", initializationType);
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + options.functionName());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream(options));
        environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        environment.putAll(options.environment());
        return environment;
    }

    private static String logStream(LambdaOptions options) {
        String process = UUID.randomUUID().toString().replace("-", "");
        return DAY.format(options.clock().instant()) + "/[" + LambdaEmulator.VERSION + "]" + process;
    }
}

package io.fluxfill.benchmark;

import com.fasterxml.jackson.databind.JsonNode;

/** The two ways in which the function is called. */
enum Face {
    DIRECT("direct"),
    HTTP("HTTP");

    private static final String INVALID_REQUEST = "FluxFill.InvalidRequest";

    private final String word;

    Face(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Whether an answer says that BFL took a submit, and has the task's handle. */
    boolean isAccepted(JsonNode answer) {
        return switch (this) {
            case DIRECT ->
                answer.path("status").asText().equals("Pending")
                        && answer.path("id").isTextual()
                        && answer.path("polling_url").isTextual();
            case HTTP ->
                answer.path("statusCode").asInt() == 200
                        && answer.path("body").asText().contains("\"polling_url\"");
        };
    }

    /** Whether an answer says that a request breaks a rule, and names the field. */
    boolean isRefused(JsonNode answer, String field) {
        return switch (this) {
            case DIRECT ->
                // Lambda's runtime for Java names the exception that Funqy wraps the function's in, and quotes it.
                (answer.path("errorType").asText() + answer.path("errorMessage").asText()).contains(INVALID_REQUEST)
                        && answer.path("errorMessage").asText().contains(field);
            case HTTP ->
                answer.path("statusCode").asInt() == 422
                        && answer.path("body").asText().contains(field);
        };
    }
}

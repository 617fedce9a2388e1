package io.fluxfill.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What API Gateway says in its own name, as {@code x-amazon-apigateway-gateway-responses} has it: templates in which
 * variables are replaced, and nothing is computed.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html">gateway
 *     responses</a>
 */
final class GatewayResponses {
    private static final String PLAIN = "{\"message\":$context.error.messageString}";
    private static final String HEADER = "gatewayresponse.header.";
    private static final Pattern VARIABLE = Pattern.compile("\\$context\\.([A-Za-z.]+)");

    private final JsonNode declared;

    /**
     * @param declared by type
     */
    GatewayResponses(JsonNode declared) {
        this.declared = declared;
    }

    /** The answer for an error; {@code context} has what the templates may name, such as {@code requestId}. */
    GatewayAnswer answer(GatewayError error, Map<String, String> context) {
        JsonNode own = declared.path(error.name());
        JsonNode rest = declared.path(error.fallback());
        JsonNode response = own.isMissingNode() ? rest : own;
        Map<String, String> values = new LinkedHashMap<>(context);
        values.put("error.message", error.message());
        values.put("error.messageString", TextNode.valueOf(error.message()).toString());
        values.put("error.responseType", error.name());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("x-amzn-ErrorType", error.errorType());
        response.path("responseParameters")
                .properties()
                .forEach(parameter -> headers.put(
                        parameter.getKey().substring(HEADER.length()),
                        parameter(parameter.getValue().asText(), values)));
        String template =
                response.path("responseTemplates").path("application/json").asText(PLAIN);
        // A status of the rest holds for all that say none of their own.
        int status = Stream.of(own, rest)
                .map(some -> some.path("statusCode").asText())
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .findFirst()
                .orElse(error.status());
        return GatewayAnswer.text(status, headers, filled(template, values));
    }

    /** A fixed value in quotes, or a variable of the context. */
    private static String parameter(String expression, Map<String, String> values) {
        return expression.startsWith("'")
                ? expression.substring(1, expression.length() - 1)
                : values.getOrDefault(expression.replaceFirst("^context\\.", ""), "");
    }

    private static String filled(String template, Map<String, String> values) {
        return VARIABLE.matcher(template)
                .replaceAll(
                        (MatchResult variable) -> Matcher.quoteReplacement(values.getOrDefault(variable.group(1), "")));
    }
}

package io.fluxfill.dev.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the fields of a JSON object as pydantic does in its lax mode, with its names and sentences for what is wrong:
 * {@code "50"}, {@code 50.0} and {@code 50} are the same integer, {@code "yes"} is a boolean, and {@code 50} is no string.
 *
 * <p>Every method gives null where the field is absent, null or wrong; {@link #faults()} tells what is wrong.
 */
final class LaxFields {

    private static final Pattern INTEGER_TEXT = Pattern.compile("([+-]?\\d+(?:_\\d+)*)(?:\\.0*)?");
    private static final Pattern NUMBER_TEXT =
            Pattern.compile("[+-]?(\\d+(_\\d+)*\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?(inf|infinity|nan)");
    private static final Set<String> TRUE_TEXT = Set.of("1", "on", "t", "true", "y", "yes");
    private static final Set<String> FALSE_TEXT = Set.of("0", "off", "f", "false", "n", "no");
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("\\[[0-9a-fA-F:.]+]|[^\\s#/<>?@\\[\\\\\\]^|%:]+");
    private static final int MAX_URL = 2083;

    private final JsonNode body;
    private final ArrayNode faults = JsonNodeFactory.instance.arrayNode();

    /** Whether a field may be JSON null. */
    enum Null {
        ALLOWED,
        REFUSED
    }

    LaxFields(JsonNode body) {
        this.body = body;
    }

    /** What was wrong so far, each as FastAPI tells it. */
    ArrayNode faults() {
        return faults;
    }

    String requiredString(String field) {
        if (!body.has(field)) {
            fault("missing", field, "Field required", body);
            return null;
        }
        return string(field, Null.REFUSED);
    }

    String string(String field, Null nulls) {
        return read(
                field,
                nulls,
                value -> value.isTextual()
                        ? value.textValue()
                        : fault("string_type", field, "Input should be a valid string", value));
    }

    BigInteger integer(String field, Null nulls) {
        return read(field, nulls, value -> toInteger(field, value));
    }

    void integer(String field, Null nulls, int min, int max) {
        BigInteger value = integer(field, nulls);
        if (value != null) {
            range(field, new BigDecimal(value), String.valueOf(min), String.valueOf(max));
        }
    }

    void number(String field, Null nulls, String min, String max) {
        Double value = read(field, nulls, node -> toNumber(field, node));
        if (value == null) {
            return;
        }
        if (value.isNaN() || value == Double.NEGATIVE_INFINITY) {
            tooSmall(field, min);
        } else if (value == Double.POSITIVE_INFINITY) {
            tooLarge(field, max);
        } else {
            range(field, BigDecimal.valueOf(value), min, max);
        }
    }

    void bool(String field, Null nulls) {
        read(field, nulls, value -> toBoolean(field, value));
    }

    String oneOf(String field, Null nulls, List<String> words, String expected) {
        return read(field, nulls, value -> {
            if (value.isTextual() && words.contains(value.textValue())) {
                return value.textValue();
            }
            context(note("enum", field, "Input should be " + expected, value), "expected", expected);
            return null;
        });
    }

    String httpUrl(String field, Null nulls) {
        return read(field, nulls, value -> toHttpUrl(field, value));
    }

    private <T> T read(String field, Null nulls, Function<JsonNode, T> reader) {
        JsonNode value = body.get(field);
        if (value == null || (value.isNull() && nulls == Null.ALLOWED)) {
            return null;
        }
        return reader.apply(value);
    }

    private BigInteger toInteger(String field, JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (value.isNumber()) {
            return wholeNumber(field, value);
        }
        if (value.isTextual()) {
            var text = INTEGER_TEXT.matcher(value.textValue().strip());
            if (text.matches()) {
                return new BigInteger(text.group(1).replace("_", ""));
            }
            return fault(
                    "int_parsing",
                    field,
                    "Input should be a valid integer, unable to parse string as an integer",
                    value);
        }
        return fault("int_type", field, "Input should be a valid integer", value);
    }

    private BigInteger wholeNumber(String field, JsonNode value) {
        double number = value.doubleValue();
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            return fault("finite_number", field, "Input should be a finite number", value);
        }
        if (number != Math.rint(number)) {
            return fault(
                    "int_from_float",
                    field,
                    "Input should be a valid integer, got a number with a fractional part",
                    value);
        }
        if (Math.abs(number) >= 0x1p63) {
            return fault(
                    "int_parsing_size",
                    field,
                    "Unable to parse input string as an integer, exceeded maximum size",
                    value);
        }
        return BigInteger.valueOf((long) number);
    }

    private Double toNumber(String field, JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? 1.0 : 0.0;
        }
        if (value.isTextual()) {
            String text = value.textValue().strip().toLowerCase(Locale.ROOT);
            if (NUMBER_TEXT.matcher(text).matches()) {
                return parse(text.replace("_", ""));
            }
            return fault(
                    "float_parsing",
                    field,
                    "Input should be a valid number, unable to parse string as a number",
                    value);
        }
        return fault("float_type", field, "Input should be a valid number", value);
    }

    private static Double parse(String text) {
        if (text.endsWith("nan")) {
            return Double.NaN;
        }
        if (text.contains("inf")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.valueOf(text);
    }

    private Boolean toBoolean(String field, JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        boolean readable = value.isTextual() || isWhole(value);
        if (!readable) {
            return fault("bool_type", field, "Input should be a valid boolean", value);
        }
        String text = value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : whole(value);
        if (TRUE_TEXT.contains(text)) {
            return true;
        }
        if (FALSE_TEXT.contains(text)) {
            return false;
        }
        return fault("bool_parsing", field, "Input should be a valid boolean, unable to interpret input", value);
    }

    private static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() || (value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue()));
    }

    private static String whole(JsonNode value) {
        return value.isIntegralNumber() ? value.bigIntegerValue().toString() : String.valueOf(value.longValue());
    }

    private String toHttpUrl(String field, JsonNode value) {
        if (!value.isTextual()) {
            return fault("url_type", field, "URL input should be a string or URL", value);
        }
        String url = value.textValue().strip();
        if (value.textValue().codePointCount(0, value.textValue().length()) > MAX_URL) {
            context(
                    note("url_too_long", field, "URL should have at most " + MAX_URL + " characters", value),
                    "max_length",
                    String.valueOf(MAX_URL));
            return null;
        }
        if (url.isEmpty()) {
            return badUrl(field, "input is empty", value);
        }
        var scheme = SCHEME.matcher(url);
        if (!scheme.matches()) {
            return badUrl(field, "relative URL without a base", value);
        }
        if (!scheme.group(1).equalsIgnoreCase("http") && !scheme.group(1).equalsIgnoreCase("https")) {
            return fault("url_scheme", field, "URL scheme should be 'http' or 'https'", value);
        }
        String authority = url.substring(scheme.group(1).length() + 1)
                .replaceFirst("^[/\\\\]*", "")
                .split("[/\\\\?#]", 2)[0];
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        String port = hostAndPort.replaceFirst("^(\\[[^]]*]|[^:]*)", "");
        String host = hostAndPort.substring(0, hostAndPort.length() - port.length());
        if (host.isEmpty()) {
            return badUrl(field, "empty host", value);
        }
        if (!HOST.matcher(host).matches()) {
            return badUrl(field, "invalid international domain name", value);
        }
        if (!port.matches("(:\\d{0,5})?") || (port.length() > 1 && Integer.parseInt(port.substring(1)) > 65535)) {
            return badUrl(field, "invalid port number", value);
        }
        return url;
    }

    private String badUrl(String field, String why, JsonNode value) {
        context(note("url_parsing", field, "Input should be a valid URL, " + why, value), "error", why);
        return null;
    }

    private void range(String field, BigDecimal value, String min, String max) {
        if (value.compareTo(new BigDecimal(min)) < 0) {
            tooSmall(field, min);
        } else if (value.compareTo(new BigDecimal(max)) > 0) {
            tooLarge(field, max);
        }
    }

    private void tooSmall(String field, String min) {
        String message = "Input should be greater than or equal to " + min;
        context(note("greater_than_equal", field, message, body.get(field)), "ge", new BigDecimal(min));
    }

    private void tooLarge(String field, String max) {
        String message = "Input should be less than or equal to " + max;
        context(note("less_than_equal", field, message, body.get(field)), "le", new BigDecimal(max));
    }

    /** Notes what is wrong, and gives null for the value. */
    private <T> T fault(String type, String field, String message, JsonNode input) {
        note(type, field, message, input);
        return null;
    }

    private ObjectNode note(String type, String field, String message, JsonNode input) {
        ObjectNode fault = faults.addObject().put("type", type);
        fault.putArray("loc").add("body").add(field);
        fault.put("msg", message);
        fault.set("input", input);
        return fault;
    }

    private static void context(ObjectNode fault, String key, String value) {
        fault.putObject("ctx").put(key, value);
    }

    private static void context(ObjectNode fault, String key, BigDecimal value) {
        fault.putObject("ctx").put(key, value);
    }
}

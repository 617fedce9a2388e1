package io.fluxfill.rules.pydantic;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pydantic's {@code int}: integers of any size, floats without a fraction, booleans, and strings such as
 * {@code " +1_000 "} and {@code "20.0"}.
 *
 * <p>Known difference: pydantic drops leading zeros together with any underscores behind them, and only then looks at
 * the sign. It so takes {@code "0__20"} for 20 and {@code "0-20"} for -20; both are refused here.
 */
public final class LaxInteger implements LaxType<BigInteger> {
    // Possessive throughout, so that matching takes linear time.
    private static final Pattern INTEGER =
            Pattern.compile("\\p{IsWhite_Space}*+([+-]?+)(?=[0-9])0*+([0-9_]*+)(?:\\.0++)?+\\p{IsWhite_Space}*+");

    private static final Pattern MISPLACED_UNDERSCORE = Pattern.compile("__|_$");

    /** Python's own limit for turning a string into an integer. */
    private static final int MAX_DIGITS = 4300;

    private static final double TWO_TO_63 = 0x1p63;

    @Override
    public BigInteger read(JsonNode value) throws PydanticError {
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue();
        }
        if (value.isFloatingPointNumber()) {
            return ofFloat(value.doubleValue());
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (value.isTextual()) {
            return ofText(LaxString.parseable(value));
        }
        throw new PydanticError("int_type", "Input should be a valid integer");
    }

    private static BigInteger ofFloat(double number) throws PydanticError {
        if (!Double.isFinite(number)) {
            throw new PydanticError("finite_number", "Input should be a finite number");
        }
        if (number != Math.rint(number)) {
            throw new PydanticError(
                    "int_from_float", "Input should be a valid integer, got a number with a fractional part");
        }
        if (Math.abs(number) >= TWO_TO_63) {
            throw tooLarge();
        }
        return new BigDecimal(number).toBigInteger();
    }

    private static BigInteger ofText(String text) throws PydanticError {
        Matcher integer = INTEGER.matcher(text);
        if (!integer.matches() || MISPLACED_UNDERSCORE.matcher(integer.group(2)).find()) {
            throw new PydanticError(
                    "int_parsing", "Input should be a valid integer, unable to parse string as an integer");
        }
        String digits = integer.group(2).replace("_", "");
        if (digits.length() > MAX_DIGITS) {
            throw tooLarge();
        }
        // The digits may be empty: the zeros before them are no part of the group.
        BigInteger magnitude = new BigInteger("0" + digits);
        return integer.group(1).equals("-") ? magnitude.negate() : magnitude;
    }

    private static PydanticError tooLarge() {
        return new PydanticError(
                "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size");
    }
}

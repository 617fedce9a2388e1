package io.fluxfill.function;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.json.BoundedParser;
import io.quarkus.amazon.lambda.runtime.FunctionError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Gives failures their own {@code errorType}.
 *
 * <p>Funqy reports every failure of a function as an {@code ApplicationException}, with the text of its cause as the
 * message. That text, made by {@link FluxFillException#toString()}, begins with the failure's name, and is split here. What
 * fails before the function is reached (an event that cannot be read) gets a name too.
 */
@Singleton
@RegisterForReflection(targets = FunctionError.class)
public class ErrorNames {

    /** Teaches it to a mapper. */
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(
                new SimpleModule("FluxFill errors").addSerializer(FunctionError.class, new NamedErrorSerializer()));
    }

    private static final class NamedErrorSerializer extends StdSerializer<FunctionError> {
        private static final long serialVersionUID = 1L;
        private static final String SEPARATOR = ": ";

        NamedErrorSerializer() {
            super(FunctionError.class);
        }

        @Override
        public void serialize(FunctionError error, JsonGenerator json, SerializerProvider provider) throws IOException {
            String text = name(error);
            int end = text.indexOf(SEPARATOR);
            json.writeStartObject();
            json.writeStringField("errorType", text.substring(0, end));
            json.writeStringField("errorMessage", text.substring(end + SEPARATOR.length()));
            json.writeEndObject();
        }

        private static String name(FunctionError error) {
            String message = error.getErrorMessage();
            if (message != null && message.startsWith("FluxFill.") && message.contains(SEPARATOR)) {
                return message;
            }
            String thrown = String.valueOf(error.getErrorType());
            if (thrown.equals(StreamConstraintsException.class.getName())) {
                return new FluxFillException(
                                ErrorType.INVALID_REQUEST,
                                "The event is JSON beyond what is read here: " + BoundedParser.LIMITS + ".")
                        .toString();
            }
            // Jackson tells bytes that are no text by an exception of Java's own.
            return thrown.startsWith("com.fasterxml.jackson.") || thrown.equals("java.io.CharConversionException")
                    ? new FluxFillException(ErrorType.INVALID_REQUEST, "The event is not JSON that can be read.")
                            .toString()
                    : new FluxFillException(ErrorType.INTERNAL, "A fault of this function (" + thrown + ").")
                            .toString();
        }
    }
}

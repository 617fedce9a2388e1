package io.fluxfill.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.face.Face;
import io.fluxfill.face.Failures;
import io.fluxfill.log.EventLog;
import io.fluxfill.log.EventRecord;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The Lambda function: tells the kind of event by its shape and hands it to the face that answers it.
 *
 * <p>It takes a tree of JSON, as {@link Event}, and gives one: Funqy's poll loop ends for good at an {@link Error} in reading or
 * writing anything cleverer. Nothing is thrown out of it but {@link FluxFillException}.
 */
@Singleton
public class FluxFillFunction {
    private final List<Face> faces;
    private final EventLog log;

    /** @param faces each is asked in turn whether an event is its own */
    public FluxFillFunction(List<Face> faces, EventLog log) {
        this.faces = List.copyOf(faces);
        this.log = log;
    }

    /**
     * Answers one event.
     *
     * @param event a direct request, a proxy event of API Gateway, a Function URL or a load balancer, or what API Gateway asks
     *     an authorizer
     * @return the result object, an HTTP answer in the gateway's form, or a policy
     * @throws FluxFillException for a direct request that fails, with its name
     */
    @Funq("flux-fill")
    public JsonNode handle(Event event) {
        EventRecord record = log.begin();
        try {
            return Failures.named(record, () -> answer(event.tree(), record));
        } catch (FluxFillException failure) {
            record.failedWith(failure);
            throw failure;
        } finally {
            log.end(record);
        }
    }

    private JsonNode answer(JsonNode event, EventRecord record) {
        if (event instanceof ObjectNode object) {
            for (Face face : faces) {
                if (face.takes(object)) {
                    record.face(face.name());
                    return face.answer(object, record);
                }
            }
        }
        record.face("unknown");
        throw new FluxFillException(
                ErrorType.INVALID_REQUEST, "The event must be a JSON object: a request, or an API Gateway event.");
    }
}

package io.fluxfill.dev.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.dev.http.Reply;
import java.io.IOException;
import java.util.List;

/** BFL's words for what goes wrong before there is a task. */
final class Refusals {

    private Refusals() {}

    static Reply badKey() {
        return detail(403, "Not authenticated - Invalid Authentication");
    }

    static Reply badKeyFormat() {
        return detail(422, "Invalid API key format");
    }

    static Reply notJson(IOException e) {
        long at = e instanceof JsonProcessingException json && json.getLocation() != null
                ? Math.max(0, json.getLocation().getByteOffset())
                : 0;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode fault = answer.putArray("detail").addObject().put("type", "json_invalid");
        fault.putArray("loc").add("body").add(at);
        fault.put("msg", "JSON decode error").putObject("input");
        fault.putObject("ctx").put("error", "Expecting value");
        return Reply.json(422, answer);
    }

    static Reply noCredits() {
        return detail(402, "Insufficient credits");
    }

    static Reply tooMany() {
        return detail(429, "Rate limit exceeded").with("Retry-After", "1");
    }

    static Reply notAllowed(String allowed) {
        return detail(405, "Method Not Allowed").with("Allow", allowed);
    }

    static Reply detail(int status, String detail) {
        return Reply.json(status, JsonNodeFactory.instance.objectNode().put("detail", detail));
    }

    static Reply fault(String type, List<String> loc, String message, JsonNode input) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode fault = answer.putArray("detail").addObject().put("type", type);
        loc.forEach(fault.putArray("loc")::add);
        fault.put("msg", message).set("input", input);
        return Reply.json(422, answer);
    }
}

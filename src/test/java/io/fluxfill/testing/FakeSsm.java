package io.fluxfill.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;

/** AWS Systems Manager, as far as it takes to read one parameter decrypted. What else is asked for it answers with 404. */
public final class FakeSsm implements AutoCloseable {
    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("localhost"));
    private final String name;

    /** @param name the parameter's name */
    public FakeSsm(String name) {
        this.name = name;
        server.start();
    }

    /** For {@code AWS_ENDPOINT_URL_SSM}. */
    public URI url() {
        return URI.create("http://localhost:" + server.port());
    }

    /** From now on the parameter has this value. */
    public void holds(String value) {
        answers(parameter(value));
    }

    /** From now on AWS refuses with this error, in its own words and with the value that it should keep to itself. */
    public void refuses(int status, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("__type", code).put("message", message);
        answers(json(status, body));
    }

    /** From now on this is the answer. */
    public void answers(ResponseDefinitionBuilder answer) {
        server.resetMappings();
        server.stubFor(getParameter().willReturn(answer));
    }

    /** The first answer, and from then on the other. */
    public void answersOnce(ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        server.resetAll();
        server.stubFor(getParameter().inScenario("once").willReturn(first).willSetStateTo("after"));
        server.stubFor(
                getParameter().inScenario("once").whenScenarioStateIs("after").willReturn(then));
    }

    /** How often it was asked, whatever it was asked for. */
    public int asked() {
        return server.getAllServeEvents().size();
    }

    /** Everything that was asked for, as a role must allow it: {@code ssm:GetParameter}. */
    public Set<String> actions() {
        return server.getAllServeEvents().stream()
                .map(event -> event.getRequest().getHeader("X-Amz-Target").replace("AmazonSSM.", "ssm:"))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        server.stop();
    }

    /** The answer with this value. */
    public static ResponseDefinitionBuilder parameter(String value) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("Parameter")
                .put("Name", "/any")
                .put("Type", "SecureString")
                .put("Value", value)
                .put("Version", 1);
        return json(200, body);
    }

    private static ResponseDefinitionBuilder json(int status, ObjectNode body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/x-amz-json-1.1")
                .withBody(body.toString());
    }

    private MappingBuilder getParameter() {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("Name", name).put("WithDecryption", true);
        return post("/")
                .withHeader("X-Amz-Target", equalTo("AmazonSSM.GetParameter"))
                .withRequestBody(equalToJson(request.toString()));
    }
}

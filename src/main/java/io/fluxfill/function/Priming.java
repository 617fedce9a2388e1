package io.fluxfill.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.fluxfill.bfl.BflResponse;
import io.fluxfill.bfl.DeliveryUrl;
import io.fluxfill.bfl.Transport;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.config.Settings;
import io.fluxfill.json.Pieces;
import io.fluxfill.log.EventLog;
import io.fluxfill.warmup.WarmUp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers a direct event and an HTTP event before the first real one, with nobody in BFL's place: what an event needs of code
 * and data is then in memory already.
 */
final class Priming implements WarmUp.Step {
    /** One transparent pixel: such a picture needs no mask. */
    private static final String REQUEST = """
        {"image":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",\
        "prompt":"priming","steps":50,"guidance":60.0,"prompt_upsampling":false,"output_format":"png"}\
        """;

    private static final String HTTP_EVENT = """
        {"resource":"/{proxy+}","path":"/v1/flux-pro-1.0-fill","httpMethod":"POST",\
        "headers":{"Host":"localhost","content-type":"application/json"},\
        "requestContext":{"path":"/v1/flux-pro-1.0-fill"},"isBase64Encoded":false,"body":%s}\
        """.formatted('"' + REQUEST.replace("\"", "\\\"") + '"');

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final Settings settings;
    private final Assembly.Surroundings surroundings;

    /** @param surroundings of the function itself */
    Priming(Settings settings, Assembly.Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings.with(new Nobody());
        // As Funqy does it.
        this.reader = surroundings.json().readerFor(Event.class);
        this.writer = surroundings.json().writerFor(JsonNode.class);
    }

    /** @throws IllegalStateException if an event is not answered as it should be, since that would prime nothing */
    @Override
    public void run() throws IOException {
        EventLog unwritten = EventLog.silent(surroundings.time().clock());
        FluxFillFunction function = new FluxFillFunction(new Assembly(settings, surroundings).faces(), unwritten);
        play(function, REQUEST, "\"Pending\"");
        play(function, HTTP_EVENT, "\"statusCode\":200");
    }

    private void play(FluxFillFunction function, String event, String expected) throws IOException {
        InputStream bytes = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        writer.writeValue(answer, function.handle(reader.readValue(bytes)));
        if (!answer.toString(StandardCharsets.UTF_8).contains(expected)) {
            throw new IllegalStateException("The priming went wrong");
        }
    }

    /** Takes every task, and is done with none. */
    private static final class Nobody implements Transport {
        private static final byte[] TASK =
                "{\"id\":\"priming\",\"polling_url\":\"https://api.bfl.ai/v1/get_result?id=priming\"}"
                        .getBytes(StandardCharsets.UTF_8);

        @Override
        public void connect(TrustedUrl url) {
            // There is nobody to connect to.
        }

        @Override
        public BflResponse post(TrustedUrl url, String key, Pieces body, Duration limit) {
            return new BflResponse(200, Optional.empty(), TASK);
        }

        @Override
        public BflResponse get(TrustedUrl url, String key, Duration limit) {
            return new BflResponse(200, Optional.empty(), TASK);
        }

        @Override
        public BflResponse download(DeliveryUrl url, Path file, long maxBytes, Duration limit) {
            return new BflResponse(404, Optional.empty(), new byte[0]);
        }
    }
}

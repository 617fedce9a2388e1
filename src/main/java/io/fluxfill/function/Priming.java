package io.fluxfill.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.fluxfill.bfl.BflResponse;
import io.fluxfill.bfl.DeliveryUrl;
import io.fluxfill.bfl.Transport;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.json.Pieces;
import io.fluxfill.warmup.WarmUp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers an event of each face before the first real one, with nobody in BFL's place: what an event needs of code and data
 * is then in memory already.
 */
final class Priming implements WarmUp.Step {
    /** One transparent pixel: such a picture needs no mask. */
    private static final String REQUEST = """
        {"image":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",\
        "prompt":"rehearsal","steps":50,"guidance":60.0,"prompt_upsampling":false,"output_format":"png"}\
        """;

    private static final String HTTP_EVENT = """
        {"resource":"/{proxy+}","path":"/v1/flux-pro-1.0-fill","httpMethod":"POST",\
        "headers":{"Host":"localhost","content-type":"application/json"},\
        "requestContext":{"path":"/v1/flux-pro-1.0-fill"},"isBase64Encoded":false,"body":%s}\
        """.formatted('"' + REQUEST.replace("\"", "\\\"") + '"');

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final Function<Transport, FluxFillFunction> parts;

    /**
     * @param parts makes the function's parts over another line to BFL
     */
    Priming(ObjectMapper json, Function<Transport, FluxFillFunction> parts) {
        // As Funqy does it.
        this.reader = json.readerFor(Event.class);
        this.writer = json.writerFor(JsonNode.class);
        this.parts = parts;
    }

    /** @throws IllegalStateException if an event is not answered as it should be, since that would be no rehearsal */
    @Override
    public void run() throws IOException {
        FluxFillFunction function = parts.apply(new Nobody());
        play(function, REQUEST, "\"Pending\"");
        play(function, HTTP_EVENT, "\"statusCode\":200");
    }

    private void play(FluxFillFunction function, String event, String expected) throws IOException {
        InputStream bytes = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        writer.writeValue(answer, function.handle(reader.readValue(bytes)));
        if (!answer.toString(StandardCharsets.UTF_8).contains(expected)) {
            throw new IllegalStateException("The rehearsal went wrong");
        }
    }

    /** Takes every task, and is done with none. */
    private static final class Nobody implements Transport {
        private static final byte[] TASK =
                "{\"id\":\"rehearsal\",\"polling_url\":\"https://api.bfl.ai/v1/get_result?id=rehearsal\"}"
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

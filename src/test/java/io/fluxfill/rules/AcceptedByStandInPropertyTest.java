package io.fluxfill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fluxfill.dev.standin.StandIn;
import io.fluxfill.dev.standin.StandInOptions;
import io.fluxfill.testing.Http;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Pictures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The stand-in checks requests on its own; what the rules let pass, it must accept. A webhook with a wrong host or port
 * is not tried, as only the stand-in looks at them.
 */
class AcceptedByStandInPropertyTest {
    private static final FillRules RULES = new FillRules(new PictureLimits(1_000_000, 1_000_000), 30_000);
    private static final Http HTTP = new Http();
    private static StandIn standIn;

    @BeforeContainer
    static void start() throws IOException {
        standIn = StandIn.start(StandInOptions.builder()
                .generationTime(Duration.ofHours(1))
                .maxActiveTasks(Integer.MAX_VALUE)
                .credits(Integer.MAX_VALUE)
                .build());
    }

    @AfterContainer
    static void stop() {
        standIn.close();
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void what_the_rules_let_pass_is_accepted(@ForAll Endpoint endpoint, @ForAll("bodies") ObjectNode body)
            throws IOException, InterruptedException {
        Checked checked = RULES.check(endpoint, body, Parts.NO_PICTURES);
        Assume.that(checked instanceof Checked.Valid);
        FillRequest request = ((Checked.Valid) checked).request();

        URI host = switch (endpoint.host()) {
            case GLOBAL -> standIn.url();
            case FINETUNES -> standIn.finetuneUrl();
        };
        HttpResponse<byte[]> response = HTTP.send(
                "POST",
                host.resolve(endpoint.path()),
                new String(request.toJson().bytes(), StandardCharsets.UTF_8),
                "x-key",
                StandInOptions.SAMPLE_KEY);

        assertThat(response.statusCode()).as(request.toString()).isEqualTo(200);
    }

    /** Bodies that are mostly right, in all the ways in which pydantic lets a value be right. */
    @Provide
    Arbitrary<ObjectNode> bodies() {
        Arbitrary<Integer> size = Arbitraries.integers().between(1, 9);
        return size.flatMap(width -> size.map(height -> pictures(width, height)))
                .flatMap(body -> with(body, "finetune_id", text("mine", "", "ü")))
                .flatMap(body -> with(body, "finetune_strength", numbers("0", "2", "1.1", "2.0", " 1 ")))
                .flatMap(body -> with(body, "prompt", text("a cat", "", "\u0000", "𝄞", "\ud800")))
                .flatMap(body -> with(body, "steps", numbers("15", "50", "20.0", "2_0", "+30", "14", "51")))
                .flatMap(body -> with(body, "prompt_upsampling", switches()))
                .flatMap(body -> with(body, "seed", numbers("0", "-1", "123456789012345678901234567890", "1e3")))
                .flatMap(body -> with(body, "guidance", numbers("1.5", "100", "6e1", "1_0", "101", "inf")))
                .flatMap(body -> with(body, "output_format", text("jpeg", "png", "webp", "PNG")))
                .flatMap(body -> with(body, "safety_tolerance", numbers("0", "6", "2.0", "7")))
                .flatMap(body ->
                        with(body, "webhook_url", text("https://me.example/x", "http:me", "HTTP://Ü.example", "x")))
                .flatMap(body -> with(body, "webhook_secret", text("s", "")))
                .flatMap(body -> with(body, "user", text("u", "")));
    }

    /** The body as it is, or with the field. */
    private static Arbitrary<ObjectNode> with(ObjectNode body, String field, Arbitrary<JsonNode> values) {
        return values.injectNull(0.5).map(value -> {
            ObjectNode copy = body.deepCopy();
            if (value != null) {
                copy.set(field, value);
            }
            return copy;
        });
    }

    private static Arbitrary<JsonNode> text(String... values) {
        return Arbitraries.of(values).map(TextNode::valueOf);
    }

    /** The numbers as text and as what they are, and what pydantic takes for a number or a missing one. */
    private static Arbitrary<JsonNode> numbers(String... values) {
        return Arbitraries.oneOf(
                text(values),
                Arbitraries.of(values)
                        .filter(value -> value.matches("[0-9.]{1,9}"))
                        .map(AcceptedByStandInPropertyTest::number),
                Arbitraries.of(Arrays.asList(BooleanNode.TRUE, BooleanNode.FALSE, NullNode.instance)));
    }

    private static JsonNode number(String value) {
        return value.contains(".")
                ? DoubleNode.valueOf(Double.parseDouble(value))
                : IntNode.valueOf(Integer.parseInt(value));
    }

    private static Arbitrary<JsonNode> switches() {
        return Arbitraries.oneOf(
                text("yes", "OFF", "t", "0", "maybe"),
                Arbitraries.of(BooleanNode.TRUE, IntNode.valueOf(1), DoubleNode.valueOf(0), NullNode.instance));
    }

    private static ObjectNode pictures(int width, int height) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        boolean withMask = width % 2 == 0;
        byte[] image = withMask ? Pictures.opaquePng(width, height) : Pictures.transparentPng(width, height);
        body.put("image", Pictures.base64(image));
        return withMask
                ? body.put("mask", "data:image/png;base64," + Pictures.base64(Pictures.greyPng(width, height)))
                : body;
    }
}

package io.fluxfill.rules;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.json.Utf8;
import io.fluxfill.testing.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FillRequestTest {
    private static final Utf8 IMAGE = Utf8.of("aW1hZ2U=");
    private static final Utf8 MASK = Utf8.of("bWFzaw==");
    private static final FillRequest FULL = new FillRequest(
            Endpoint.FILL_FINETUNED,
            Map.ofEntries(
                    entry("image", IMAGE),
                    entry("mask", MASK),
                    entry("prompt", "a secret garden"),
                    entry("steps", 20),
                    entry("prompt_upsampling", true),
                    entry("seed", BigInteger.TEN.pow(20)),
                    entry("guidance", 60.5),
                    entry("output_format", "webp"),
                    entry("safety_tolerance", 0),
                    entry("webhook_url", "https://example.com/hook?token=abc"),
                    entry("webhook_secret", "hush"),
                    entry("user", "customer-7"),
                    entry("finetune_id", "my-finetune"),
                    entry("finetune_strength", 1.1)));

    @Test
    void every_field_is_sent_in_bfls_order() {
        assertThat(json(FULL)).isEqualTo("""
            {"finetune_id":"my-finetune","finetune_strength":1.1,"image":"aW1hZ2U=","mask":"bWFzaw==",\
            "prompt":"a secret garden","steps":20,"prompt_upsampling":true,"seed":100000000000000000000,\
            "guidance":60.5,"output_format":"webp","safety_tolerance":0,\
            "webhook_url":"https://example.com/hook?token=abc","webhook_secret":"hush","user":"customer-7"}\
            """);
    }

    @Test
    void what_is_absent_is_left_out() {
        assertThat(json(minimal())).isEqualTo(Json.text("{'image':'aW1hZ2U='}"));
    }

    @Test
    void a_lone_surrogate_in_the_prompt_is_passed_on() {
        assertThat(json(minimal().with("prompt", "\u00e9 \ud800")))
                .isEqualTo(Json.text("{'image':'aW1hZ2U=','prompt':'\\u00E9 \\uD800'}"));
    }

    @Test
    void the_pictures_are_sent_from_where_they_are() {
        assertThat(FULL.toJson().pieces())
                .anySatisfy(piece -> assertThat(piece).isSameAs(IMAGE))
                .anySatisfy(piece -> assertThat(piece).isSameAs(MASK));
    }

    @Test
    void the_text_for_logs_reveals_no_picture_nor_prompt_nor_secret_nor_url() {
        assertThat(FULL)
                .hasToString("FillRequest[flux-pro-1.0-fill-finetuned: finetune_id, finetune_strength=1.1, image, mask,"
                        + " prompt, steps=20, prompt_upsampling, seed=100000000000000000000, guidance=60.5,"
                        + " output_format, safety_tolerance=0, webhook_url, webhook_secret, user]");
        assertThat(minimal()).hasToString("FillRequest[flux-pro-1.0-fill: image]");
    }

    private static FillRequest minimal() {
        return new FillRequest(Endpoint.FILL, Map.of("image", IMAGE));
    }

    private static String json(FillRequest request) {
        return new String(request.toJson().bytes(), StandardCharsets.UTF_8);
    }
}

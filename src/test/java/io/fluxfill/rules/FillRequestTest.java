package io.fluxfill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.json.Utf8;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FillRequestTest {
    private static final FillRequest FULL = new FillRequest(
            Endpoint.FILL_FINETUNED,
            Utf8.of("aW1hZ2U="),
            Utf8.of("bWFzaw=="),
            "a secret garden",
            20,
            true,
            BigInteger.TEN.pow(20),
            60.5,
            OutputFormat.WEBP,
            0,
            "https://example.com/hook?token=abc",
            "hush",
            "my-finetune",
            1.1);

    @Test
    void every_field_is_sent_in_bfls_order() {
        assertThat(json(FULL)).isEqualTo("""
            {"finetune_id":"my-finetune","finetune_strength":1.1,"image":"aW1hZ2U=","mask":"bWFzaw==",\
            "prompt":"a secret garden","steps":20,"prompt_upsampling":true,"seed":100000000000000000000,\
            "guidance":60.5,"output_format":"webp","safety_tolerance":0,\
            "webhook_url":"https://example.com/hook?token=abc","webhook_secret":"hush"}\
            """);
    }

    @Test
    void what_is_absent_is_left_out() {
        assertThat(json(minimal(null))).isEqualTo("{\"image\":\"aW1hZ2U=\"}");
    }

    @Test
    void a_lone_surrogate_in_the_prompt_is_passed_on() {
        assertThat(json(minimal("\u00e9 \ud800"))).isEqualTo("{\"image\":\"aW1hZ2U=\",\"prompt\":\"\\u00E9 \\uD800\"}");
    }

    @Test
    void the_text_for_logs_reveals_no_picture_nor_prompt_nor_secret_nor_url() {
        assertThat(FULL)
                .hasToString("FillRequest[endpoint=FILL_FINETUNED, mask=true, steps=20, seed=100000000000000000000,"
                        + " guidance=60.5, outputFormat=WEBP, webhook=true]");
        assertThat(minimal("a secret garden"))
                .hasToString("FillRequest[endpoint=FILL, mask=false, steps=null, seed=null, guidance=null,"
                        + " outputFormat=null, webhook=false]");
    }

    private static FillRequest minimal(String prompt) {
        return new FillRequest(
                Endpoint.FILL,
                Utf8.of("aW1hZ2U="),
                null,
                prompt,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static String json(FillRequest request) {
        return new String(request.toJson().bytes(), StandardCharsets.UTF_8);
    }
}

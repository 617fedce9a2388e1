package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.testing.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stand-in says to bodies and pictures that it cannot use. */
class SubmitDeskTest extends StandInFixture {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"image\": | json_invalid",
                "{} trailing | json_invalid",
                "[] | model_attributes_type",
                "5 | model_attributes_type",
                "null | missing",
            })
    void the_stand_in_refuses_a_body_that_is_no_object(String body, String type) throws Exception {
        HttpResponse<byte[]> response = post(body, "application/json");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(Http.json(response).at("/detail/0/type").textValue()).isEqualTo(type);
    }

    @Test
    void the_stand_in_does_not_read_a_body_of_another_type() throws Exception {
        HttpResponse<byte[]> response = post(request().toString(), "text/plain");

        assertThat(Http.json(response).at("/detail/0/type").textValue()).isEqualTo("model_attributes_type");
    }

    @Test
    void the_stand_in_accepts_broken_pictures_and_then_ends_the_task_with_422() throws Exception {
        URI pollingUrl = accepted(request().put("image", "bm90IGEgcGljdHVyZQ=="));
        clock.advance(GENERATION);
        HttpResponse<byte[]> end = http.get(pollingUrl);

        assertThat(end.statusCode()).isEqualTo(422);
        JsonNode body = Http.json(end);
        assertThat(body.get("status").textValue()).isEqualTo("Error");
        assertThat(body.at("/details/error").textValue()).isEqualTo("Invalid or corrupted image input");
    }

    @Test
    void the_stand_in_takes_a_cut_off_picture_for_broken() throws Exception {
        byte[] whole = Base64.getDecoder().decode(request().get("image").textValue());
        String half = Base64.getEncoder().encodeToString(Arrays.copyOf(whole, whole.length / 2));

        assertThat(finished(request().put("image", half)).get("status").textValue())
                .isEqualTo("Error");
    }

    @Test
    void the_stand_in_takes_a_data_uri_for_broken() throws Exception {
        String uri = "data:image/png;base64," + request().get("image").textValue();

        assertThat(finished(request().put("image", uri)).get("status").textValue())
                .isEqualTo("Error");
    }

    @Test
    void the_stand_in_refuses_a_mask_of_another_size() throws Exception {
        String mask = TestPictures.base64(TestPictures.mask(SIDE, SIDE + 1), "png");

        assertThat(submit(request().put("mask", mask)).statusCode()).isEqualTo(422);
        assertThat(bfl.charged()).isZero();
    }

    @Test
    void the_stand_in_refuses_a_picture_with_neither_mask_nor_alpha() throws Exception {
        ObjectNode request = request();
        request.remove("mask");

        assertThat(submit(request).statusCode()).isEqualTo(422);
    }

    private HttpResponse<byte[]> post(String body, String type) throws Exception {
        return http.send(
                "POST",
                bfl.url().resolve("/v1/flux-pro-1.0-fill"),
                body,
                "x-key",
                StandInOptions.SAMPLE_KEY,
                "Content-Type",
                type);
    }
}

package io.fluxfill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.json.Utf8;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.Pictures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about pictures and about faults together; what pydantic says to each field is in PydanticCorpusTest. */
class FillRulesTest {
    private static final long LARGE = 1_000_000;
    private static final int PROMPT_LIMIT = 100;
    private static final PictureLimits LIMITS = new PictureLimits(LARGE, LARGE);
    private static final String IMAGE = Pictures.base64(Pictures.transparentPng(3, 2));
    private static final String OPAQUE = Pictures.base64(Pictures.opaquePng(3, 2));
    private static final String JPEG = Pictures.base64(Pictures.jpeg(3, 2, false));

    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final Map<String, String> inS3 = new HashMap<>();
    private PictureSource source = location -> {
        if (!inS3.containsKey(location)) {
            throw new PictureSource.NotFetchedException("is not there");
        }
        return Utf8.of(inS3.get(location));
    };

    @Test
    void a_transparent_image_needs_no_mask() {
        assertThat(valid(body.put("image", IMAGE)).image()).contains(Utf8.of(IMAGE));
    }

    @Test
    void an_opaque_image_needs_a_mask() {
        assertThat(faults(body.put("image", OPAQUE)))
                .containsExactly(fault("mask", "is required: image is a PNG picture without alpha channel"));
        assertThat(faults(body.put("image", JPEG)))
                .containsExactly(fault("mask", "is required: image is a JPEG picture without alpha channel"));
        assertThat(faults(body.putNull("mask")))
                .containsExactly(fault("mask", "is required: image is a JPEG picture without alpha channel"));
        assertThat(valid(body.put("mask", OPAQUE)).mask()).contains(Utf8.of(OPAQUE));
    }

    @Test
    void the_mask_has_the_size_of_the_image() {
        assertThat(faults(body.put("image", IMAGE).put("mask", Pictures.base64(Pictures.opaquePng(2, 3)))))
                .containsExactly(fault("mask", "must have the size of image, 3x2, but has 2x3"));
        assertThat(faults(body.put("mask", Pictures.base64(Pictures.opaquePng(3, 4)))))
                .containsExactly(fault("mask", "must have the size of image, 3x2, but has 3x4"));
        assertThat(faults(body.put("mask", Pictures.base64(Pictures.opaquePng(4, 2)))))
                .containsExactly(fault("mask", "must have the size of image, 3x2, but has 4x2"));
    }

    @Test
    void a_turned_jpeg_is_named_as_the_reason_when_width_and_height_are_exchanged() {
        String turned = Pictures.base64(Pictures.turnedJpeg(3, 2));
        String upright = Pictures.base64(Pictures.jpeg(2, 3, false));

        assertThat(faults(body.put("image", turned).put("mask", upright)))
                .containsExactly(fault(
                        "mask",
                        "must have the size of image, 3x2, but has 2x3"
                                + "; the EXIF orientation of image turns it, store it upright"));
        assertThat(faults(body.put("image", upright).put("mask", turned)))
                .containsExactly(fault(
                        "mask",
                        "must have the size of image, 2x3, but has 3x2"
                                + "; the EXIF orientation of mask turns it, store it upright"));
    }

    @Test
    void a_turned_jpeg_is_not_named_when_turning_it_would_not_help() {
        String turned = Pictures.base64(Pictures.turnedJpeg(3, 2));

        assertThat(faults(body.put("image", turned).put("mask", Pictures.base64(Pictures.turnedJpeg(2, 3)))))
                .containsExactly(fault("mask", "must have the size of image, 3x2, but has 2x3"));
        assertThat(faults(body.put("mask", Pictures.base64(Pictures.opaquePng(2, 4)))))
                .containsExactly(fault("mask", "must have the size of image, 3x2, but has 2x4"));
        assertThat(faults(body.put("mask", Pictures.base64(Pictures.opaquePng(4, 3)))))
                .containsExactly(fault("mask", "must have the size of image, 3x2, but has 4x3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/png;base64,",
                "DATA:;BASE64,",
                "data:;base64,",
                "data:text/plain;charset=utf-8;base64,",
                " \r\n\tdata:image/png; base64 , ",
                "data:;BASE64,"
            })
    void the_base64_of_a_data_uri_is_passed_on(String prefix) {
        FillRequest request = valid(body.put("image", prefix + IMAGE).put("mask", prefix + OPAQUE));

        assertThat(request.image()).contains(Utf8.of(IMAGE));
        assertThat(request.mask()).contains(Utf8.of(OPAQUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!",
                "A",
                "A A=",
                "AA=\nA",
                "AAA==",
                "AAAA%3D",
                "AAAAé",
                "data:",
                "data:,AAAA",
                "data:image/png,AAAA",
                "data:image/png;base64",
                "data:base64,AAAA",
                "data: base64,AAAA",
                "data:;base64 x,AAAA",
                "data:;xbase64,AAAA",
                "data:;base64;,AAAA",
                "data:;base64,A",
                "data:;base64,data:;base64,AAAA",
                "data:;base64,AAAA%3D",
                "http:/a",
                "s3:/a",
                " s3://bucket/key",
                "\uD800"
            })
    void a_text_that_is_not_base64_is_refused(String text) {
        assertThat(faults(body.put("image", text).put("mask", text)))
                .containsExactly(
                        fault("image", "must be base64, a data: URI with base64, or s3://bucket/key"),
                        fault("mask", "must be base64, a data: URI with base64, or s3://bucket/key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/a.png",
                "https://bucket.s3.eu-central-1.amazonaws.com/a.png?X-Amz-Signature=PLANTED",
                "HTTPS://s3.amazonaws.com/bucket/a.png"
            })
    void a_url_is_refused_with_the_way_to_name_what_is_in_s3(String url) {
        assertThat(faults(body.put("image", url)))
                .containsExactly(fault(
                        "image",
                        "must be base64, a data: URI with base64, or s3://bucket/key:"
                                + " pictures are not fetched from URLs, and one in S3 is named as s3://bucket/key"));
    }

    @Test
    void an_arn_is_refused_with_the_way_to_name_what_is_in_s3() {
        assertThat(faults(body.put("image", "arn:aws:s3:::bucket/a.png")))
                .containsExactly(fault(
                        "image",
                        "must be base64, a data: URI with base64, or s3://bucket/key:"
                                + " an object in S3 is not named by its ARN"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void base64_of_any_dialect_goes_to_bfl_in_canonical_form(UnaryOperator<String> dialect) {
        FillRequest request = valid(body.put("image", dialect.apply(IMAGE)).put("mask", dialect.apply(OPAQUE)));

        assertThat(request.image()).contains(Utf8.of(IMAGE));
        assertThat(request.mask()).contains(Utf8.of(OPAQUE));
    }

    static Stream<Named<UnaryOperator<String>>> dialects() {
        return Stream.of(
                Named.of("lines of 76", text -> text.replaceAll("(.{76})", "$1\r\n") + "\r\n"),
                Named.of("blanks after every four", text -> text.replaceAll("(.{4})", "$1 \t")),
                Named.of("without padding", text -> text.replace("=", "")),
                Named.of("url-safe", text -> text.replace('+', '-').replace('/', '_')),
                Named.of(
                        "half url-safe, without padding",
                        text -> " \n" + text.replace('+', '-').replace("=", "")),
                Named.of(
                        "a data: URI in lines of 64",
                        text -> "data:image/png;base64,"
                                + text.replaceAll("(.{64})", "$1\n").replace('/', '_')));
    }

    @Test
    void canonical_base64_is_sent_from_where_it_lies() {
        Utf8 text = Utf8.of(Json.text("{'image':'" + IMAGE + "'}"));
        Utf8 image = new Utf8(text.array(), 10, IMAGE.length());
        source = location -> image;

        assertThat(valid(body.put("image", "s3://bucket/key")).image()).containsSame(image);
    }

    @Test
    void a_picture_of_nothing_but_line_breaks_is_empty() {
        assertThat(faults(body.put("image", "\r\n"))).containsExactly(fault("image", "must not be empty"));
    }

    @Test
    void a_png_with_thousands_of_chunks_before_its_pixels_is_a_good_one() {
        String annotated = Pictures.base64(Pictures.annotatedPng(3, 2, 5_000));

        assertThat(valid(body.put("image", annotated).put("mask", OPAQUE)).image())
                .contains(Utf8.of(annotated));
    }

    @Test
    void a_header_that_goes_on_for_too_long_is_told_as_such() {
        byte[] endless = new byte[2_000_000];
        Arrays.fill(endless, (byte) 0xFF);
        endless[1] = (byte) 0xD8;

        assertThat(check(body.put("image", Pictures.base64(endless)), new PictureLimits(10_000_000, LARGE)))
                .isEqualTo(invalid(fault(
                        "image",
                        "must have fewer chunks, segments or fill bytes before its pixels:"
                                + " they are too many to look through")));
    }

    @Test
    void a_prompt_has_at_most_the_configured_characters_whatever_their_bytes() {
        body.put("image", IMAGE);

        assertThat(valid(body.put("prompt", "𝄞".repeat(PROMPT_LIMIT))).values())
                .containsEntry("prompt", "𝄞".repeat(PROMPT_LIMIT));
        assertThat(faults(body.put("prompt", "\"".repeat(PROMPT_LIMIT + 1))))
                .containsExactly(ValidationError.inBody(
                        "string_too_long", "prompt", "String should have at most " + PROMPT_LIMIT + " characters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data:image/png;base64,"})
    void an_empty_picture_is_refused(String text) {
        assertThat(faults(body.put("image", text))).containsExactly(fault("image", "must not be empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/key", "S3://bucket/key"})
    void a_location_that_is_no_good_is_a_fault_of_its_field(String uri) {
        assertThat(faults(body.put("image", uri))).containsExactly(fault("image", "is not there"));
        assertThat(faults(body.put("image", OPAQUE).put("mask", uri))).containsExactly(fault("mask", "is not there"));
    }

    @Test
    void a_picture_that_is_named_is_fetched_and_sent() {
        inS3.put("s3://bucket/picture", IMAGE);

        assertThat(valid(body.put("image", "s3://bucket/picture")).image()).contains(Utf8.of(IMAGE));
    }

    @Test
    void a_picture_that_was_fetched_is_checked_like_any_other() {
        inS3.put("s3://bucket/picture", OPAQUE);
        inS3.put("s3://bucket/text", "aGVsbG8=");

        assertThat(faults(body.put("image", "s3://bucket/picture")).get(0).msg())
                .contains("is required");
        assertThat(faults(body.put("image", "s3://bucket/text")))
                .containsExactly(fault("image", "must be a PNG, JPEG or WebP picture with a readable header"));
    }

    @Test
    void a_picture_that_is_in_the_request_is_not_fetched() {
        source = location -> {
            throw new AssertionError("nothing is to be fetched");
        };

        assertThat(valid(body.put("image", IMAGE)).image()).contains(Utf8.of(IMAGE));
    }

    @Test
    void bytes_that_are_no_picture_are_refused_without_consequential_faults() {
        ValidationError unreadable = fault("image", "must be a PNG, JPEG or WebP picture with a readable header");

        assertThat(faults(body.put("image", "AAAA"))).containsExactly(unreadable);
        assertThat(faults(body.put("mask", OPAQUE))).containsExactly(unreadable);
    }

    @Test
    void a_mask_that_is_no_picture_is_refused_without_consequential_faults() {
        assertThat(faults(body.put("image", OPAQUE).put("mask", "AAAA")))
                .containsExactly(fault("mask", "must be a PNG, JPEG or WebP picture with a readable header"));
    }

    @Test
    void a_picture_has_at_most_the_configured_bytes() {
        int bytes = Pictures.transparentPng(3, 2).length;
        body.put("image", IMAGE);

        assertThat(check(body, new PictureLimits(bytes, LARGE))).isInstanceOf(Checked.Valid.class);
        assertThat(check(body, new PictureLimits(bytes - 1, LARGE)))
                .isEqualTo(invalid(fault("image", "must have at most " + (bytes - 1) + " bytes")));
    }

    @Test
    void a_picture_has_at_most_the_configured_pixels() {
        body.put("image", IMAGE);

        assertThat(check(body, new PictureLimits(LARGE, 6))).isInstanceOf(Checked.Valid.class);
        assertThat(check(body, new PictureLimits(LARGE, 5)))
                .isEqualTo(invalid(fault("image", "must have at most 5 pixels")));
    }

    @Test
    void pixels_are_counted_beyond_the_range_of_an_int() {
        byte[] huge = Pictures.transparentPng(1, 1);
        Arrays.fill(huge, 16, 24, (byte) 0x7F);

        assertThat(faults(body.put("image", Pictures.base64(huge))))
                .containsExactly(fault("image", "must have at most 1000000 pixels"));
    }

    @Test
    void all_faults_are_reported_at_once_and_those_of_pictures_last() {
        body.put("webhook_url", "x").put("steps", 14).put("image", "!").put("mask", "s3://a/b");

        assertThat(faults(body))
                .containsExactly(
                        ValidationError.inBody(
                                "greater_than_equal", "steps", "Input should be greater than or equal to 15"),
                        ValidationError.inBody(
                                "url_parsing",
                                "webhook_url",
                                "Input should be a valid URL, relative URL without a base"),
                        fault("mask", "is not there"),
                        fault("image", "must be base64, a data: URI with base64, or s3://bucket/key"));
    }

    @Test
    void both_limits_and_the_size_of_the_mask_are_reported_together() {
        body.put("image", IMAGE).put("mask", Pictures.base64(Pictures.opaquePng(1, 1)));

        assertThat(check(body, new PictureLimits(1, 1)))
                .isEqualTo(invalid(
                        fault("image", "must have at most 1 bytes"),
                        fault("image", "must have at most 1 pixels"),
                        fault("mask", "must have at most 1 bytes"),
                        fault("mask", "must have the size of image, 3x2, but has 1x1")));
    }

    @Test
    void a_faulty_mask_field_is_not_called_missing() {
        assertThat(faults(body.put("image", OPAQUE).put("mask", 5)))
                .containsExactly(ValidationError.inBody("string_type", "mask", "Input should be a valid string"));
    }

    @Test
    void a_mask_is_checked_without_an_image() {
        assertThat(faults(body.put("mask", "!")))
                .containsExactly(
                        ValidationError.inBody("missing", "image", "Field required"),
                        fault("mask", "must be base64, a data: URI with base64, or s3://bucket/key"));
    }

    @ParameterizedTest
    @EnumSource
    void exactly_the_fields_of_the_schema_are_read(Endpoint endpoint) {
        endpoint.fields().forEach(body::putObject);
        body.putObject("colour");

        Checked checked = new FillRules(LIMITS, PROMPT_LIMIT).check(endpoint, body, source);

        assertThat(((Checked.Invalid) checked).faults())
                .extracting(fault -> fault.loc().get(1))
                .containsExactlyInAnyOrderElementsOf(endpoint.fields());
    }

    private FillRequest valid(ObjectNode body) {
        return ((Checked.Valid) check(body, LIMITS)).request();
    }

    private List<ValidationError> faults(ObjectNode body) {
        return ((Checked.Invalid) check(body, LIMITS)).faults();
    }

    private Checked check(ObjectNode body, PictureLimits limits) {
        return new FillRules(limits, PROMPT_LIMIT).check(Endpoint.FILL, body, source);
    }

    private static Checked invalid(ValidationError... faults) {
        return new Checked.Invalid(List.of(faults));
    }

    private static ValidationError fault(String field, String rule) {
        return new ValidationError("value_error", List.of("body", field), "Value error, " + rule);
    }
}

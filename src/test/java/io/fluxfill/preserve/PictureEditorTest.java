package io.fluxfill.preserve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.preserve.PictureEditor.Edited;
import io.fluxfill.rules.Checked;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRequest;
import io.fluxfill.rules.FillRules;
import io.fluxfill.rules.MaskSize;
import io.fluxfill.rules.PictureLimits;
import io.fluxfill.rules.ValidationError;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.Parts;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureEditorTest {
    private static final int MOST = 20_000_000;

    private final PictureEditor editor = new PictureEditor(MOST, false);
    private final List<ValidationError> faults = new ArrayList<>();

    @Test
    void a_request_that_asks_for_nothing_goes_on_as_it_came() throws Exception {
        FillRequest request = request(100, 80, box(100, 80, 10));

        Edited edited = editor.edit(request, PictureOptions.NONE, faults);

        assertThat(edited.request()).isSameAs(request);
        assertThat(edited.preservation()).isEmpty();
        assertThat(edited.warning()).isEmpty();
        assertThat(faults).isEmpty();
    }

    @Test
    void a_mask_that_paints_nothing_is_a_fault() throws Exception {
        editor.edit(request(100, 80, box(100, 80, 0)), PictureOptions.NONE, faults);

        assertThat(faults)
                .containsExactly(ValidationError.ofValue(
                        "mask", "paints nothing: what is painted must be white, and it is black all over"));
    }

    @Test
    void strokes_in_the_alpha_channel_are_explained() throws Exception {
        BufferedImage canvas = new BufferedImage(100, 80, BufferedImage.TYPE_INT_ARGB);
        Graphics2D brush = canvas.createGraphics();
        brush.setColor(Color.BLACK);
        brush.fillOval(20, 20, 30, 30);

        editor.edit(request(100, 80, canvas), PictureOptions.NONE, faults);

        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.msg())
                        .isEqualTo(
                                "Value error, paints nothing: all that varies in it is its alpha channel, but what is painted"
                                        + " must be white, and all else black"));
    }

    @Test
    void a_mask_that_paints_nearly_all_is_sent_with_a_warning() throws Exception {
        Edited edited = editor.edit(request(100, 80, box(100, 80, 100)), PictureOptions.NONE, faults);

        assertThat(edited.warning())
                .contains("The mask paints nearly all of the picture: white is painted, black is kept.");
    }

    @Test
    void a_picture_that_comes_back_smaller_is_told() throws Exception {
        Edited edited = editor.edit(request(1600, 100, box(1600, 100, 50)), PictureOptions.NONE, faults);

        assertThat(edited.warning().orElseThrow()).contains("1440 pixels", "1600x100", "preserve");
    }

    @Test
    void mask_options_make_another_mask_and_leave_the_image() throws Exception {
        FillRequest request = request(100, 80, box(100, 80, 20));

        Edited edited = editor.edit(request, new PictureOptions(false, new MaskOptions(true, 0, 0)), faults);

        assertThat(edited.request().imageBytes()).isEqualTo(request.imageBytes());
        BufferedImage mask = ImageIO.read(
                new ByteArrayInputStream(edited.request().maskBytes().orElseThrow()));
        assertThat(mask.getRGB(5, 5)).isEqualTo(Color.BLACK.getRGB());
        assertThat(mask.getRGB(50, 50)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void a_picture_that_is_to_come_back_whole_is_sent_as_a_cut_and_asked_for_as_png() throws Exception {
        FillRequest request = request(3000, 200, box(3000, 200, 40));

        Edited edited = editor.edit(request, new PictureOptions(true, MaskOptions.NONE), faults);

        assertThat(edited.preservation()).isPresent();
        assertThat(edited.request().imageHeader().size()).isEqualTo("256x224");
        assertThat(edited.request().toJson().toString()).doesNotContain("jpeg");
        assertThat(Json.read(edited.request().toJson().bytes())
                        .get("output_format")
                        .asText())
                .isEqualTo("png");
        assertThat(edited.warning()).isEmpty();
    }

    @Test
    void options_may_come_as_text_and_null_is_the_same_as_absence() {
        ObjectNode body = Json.object("{'preserve': 'yes', 'mask_grow': '7', 'mask_feather': 3, 'mask_invert': null}");

        assertThat(editor.options(body, true, faults))
                .isEqualTo(new PictureOptions(true, new MaskOptions(false, 7, 3)));
        assertThat(editor.options(Json.object("{}"), true, faults)).isEqualTo(PictureOptions.NONE);
        assertThat(new PictureEditor(MOST, true)
                        .options(Json.object("{}"), true, faults)
                        .preserve())
                .isTrue();
        assertThat(faults).isEmpty();
    }

    private static FillRequest request(int width, int height, BufferedImage mask) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        ObjectNode body = Json.object("{'prompt': 'a', 'output_format': 'jpeg'}")
                .put("image", base64(image))
                .put("mask", base64(mask));
        Checked checked = new FillRules(new PictureLimits(MOST, MOST), 100)
                .check(Endpoint.FILL, body, Parts.NO_PICTURES, MaskSize.AS_SHOWN);
        return ((Checked.Valid) checked).request();
    }

    private static BufferedImage box(int width, int height, int across) {
        BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = mask.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, across, across);
        return mask;
    }

    private static String base64(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}

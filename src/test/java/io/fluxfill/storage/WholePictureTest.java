package io.fluxfill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.bfl.Task;
import io.fluxfill.preserve.Inputs;
import io.fluxfill.preserve.MaskOptions;
import io.fluxfill.preserve.Preservation;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.Parts;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Finished pictures that are put into those that they were made for, and what is kept for that meanwhile. */
class WholePictureTest {
    private static final S3Location FOLDER = new S3Location("results", "pictures");
    private static final S3Location WHOLE = FOLDER.child("abc-whole.png");
    private static final TaskHandle HANDLE = TaskHandle.of("abc", Parts.POLLING_URL);
    private static final MaskOptions OPTIONS = new MaskOptions(true, 2, 3);
    private static final Task READY = new Task(Json.object(
            "{'id': 'abc', 'status': 'Ready', 'result': {'sample': 'https://delivery.bfl.ai/abc.png', 'seed': 7}}"));

    private final Parts parts = new Parts();

    @Test
    void a_whole_picture_has_a_name_of_its_own_and_says_what_was_sent() throws Exception {
        parts.bflHost.answers(200, png(filled(64, 64, Color.RED)));

        KeptPicture kept = kept(keep(new Whole.Now(preservation(MaskOptions.NONE))));

        assertThat(kept.location()).isEqualTo(WHOLE);
        assertThat(kept.preserved()).contains(new KeptPicture.Preserved("64x64", "64x64"));
        assertThat(parts.store.metadata(WHOLE))
                .containsEntry("id", "abc")
                .containsEntry("seed", "7")
                .containsEntry("sent", "64x64")
                .containsEntry("received", "64x64");
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(parts.store.content(WHOLE)));
        assertThat(whole.getRGB(5, 5)).isEqualTo(Color.RED.getRGB());
        assertThat(whole.getRGB(40, 40)).isEqualTo(Color.BLUE.getRGB());
    }

    @Test
    void one_that_is_there_is_not_made_again() throws Exception {
        parts.bflHost.answers(200, png(filled(64, 64, Color.RED)));
        Whole whole = new Whole.Now(preservation(MaskOptions.NONE));

        KeptPicture first = kept(keep(whole));

        assertThat(kept(keep(whole))).isEqualTo(first);
        assertThat(kept(keep(new Whole.Earlier()))).isEqualTo(first);
    }

    @Test
    void whoever_picks_a_task_up_needs_none_of_its_pictures() throws Exception {
        parts.keeper.remember(HANDLE, preservation(OPTIONS), FOLDER, parts.in(30));
        parts.bflHost.answers(200, png(filled(64, 64, Color.RED)));

        assertThat(kept(keep(new Whole.Earlier())).location()).isEqualTo(WHOLE);
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(parts.store.content(WHOLE)));
        // The mask is read the other way round.
        assertThat(whole.getRGB(1, 1)).isEqualTo(Color.BLUE.getRGB());
        assertThat(whole.getRGB(50, 50)).isEqualTo(Color.RED.getRGB());
    }

    @Test
    void what_is_kept_is_beside_the_output_where_there_is_no_place_for_uploads() throws Exception {
        parts.keeper.remember(HANDLE, preservation(OPTIONS), FOLDER, parts.in(30));

        Inputs inputs = preservation(OPTIONS).inputs();
        assertThat(parts.store.content(FOLDER.child("originals/abc-image"))).isEqualTo(inputs.image());
        assertThat(parts.store.content(FOLDER.child("originals/abc-mask")))
                .isEqualTo(inputs.mask().orElseThrow());
        assertThat(parts.store.metadata(FOLDER.child("originals/abc-image")))
                .containsEntry("mask-invert", "true")
                .containsEntry("mask-grow", "2")
                .containsEntry("mask-feather", "3");
    }

    @Test
    void without_them_the_failure_says_what_to_do() {
        assertThat(keep(new Whole.Earlier()))
                .isEqualTo(failed("the picture that it belongs into is not kept: name image and mask again"));
    }

    @Test
    void a_fill_that_is_no_picture_is_a_failure_and_nothing_is_kept() throws Exception {
        parts.bflHost.answers(200, new byte[] {1, 2, 3});

        assertThat(keep(new Whole.Now(preservation(MaskOptions.NONE))))
                .isEqualTo(
                        failed("what BFL delivered cannot be put into it: only PNG and JPEG pictures can be given back"
                                + " whole"));
        assertThat(parts.store.content(WHOLE)).isNull();
    }

    @Test
    void s3_in_trouble_is_told() throws Exception {
        parts.store.fails(Kind.UNAVAILABLE, "planted");

        assertThat(keep(new Whole.Earlier())).isEqualTo(failed("planted"));
    }

    private Keeping keep(Whole whole) {
        return parts.keeper.keep(HANDLE, READY, Optional.of(Endpoint.FILL), FOLDER, whole, parts.in(30));
    }

    private static Keeping failed(String reason) {
        return new Keeping.Failed("The picture is ready and paid, but could not be kept: " + reason + ".");
    }

    private static KeptPicture kept(Keeping keeping) {
        assertThat(keeping).isInstanceOf(Keeping.Kept.class);
        return ((Keeping.Kept) keeping).picture();
    }

    /** A blue picture, whose upper left is painted. */
    private static Preservation preservation(MaskOptions options) throws Exception {
        BufferedImage mask = filled(64, 64, Color.BLACK);
        Graphics2D pen = mask.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 20, 20);
        return Preservation.of(png(filled(64, 64, Color.BLUE)), Optional.of(png(mask)), options, 10_000);
    }

    private static BufferedImage filled(int width, int height, Color color) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(color);
        pen.fillRect(0, 0, width, height);
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}

package io.fluxfill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.bfl.Task;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.task.TaskHandle;
import io.fluxfill.testing.Json;
import io.fluxfill.testing.Parts;
import io.fluxfill.testing.Planted;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureKeeperTest {
    private static final S3Location FOLDER = new S3Location("results", "pictures");
    private static final S3Location COPY = FOLDER.child("abc.png");
    private static final TaskHandle HANDLE = TaskHandle.of("abc", Parts.POLLING_URL);
    private static final String SAMPLE = "https://delivery.bfl.ai/abc.png?sig=" + Planted.SIGNATURE;

    private final Parts parts = new Parts();
    private final long files = temporaryFiles();

    @AfterEach
    void no_file_is_left_behind() {
        assertThat(temporaryFiles()).isEqualTo(files);
    }

    @Test
    void a_copy_is_named_after_the_task_and_says_what_it_is() {
        parts.bflHost.answers(200, Parts.PICTURE);

        KeptPicture kept = kept(keep(ready(SAMPLE)));

        assertThat(kept.location()).isEqualTo(COPY);
        assertThat(kept.contentType()).isEqualTo("image/png");
        assertThat(kept.bytes()).isEqualTo(Parts.PICTURE.length);
        assertThat(parts.store.content(COPY)).isEqualTo(Parts.PICTURE);
        assertThat(parts.store.metadata(COPY))
                .isEqualTo(Map.of("id", "abc", "endpoint", "flux-pro-1.0-fill", "seed", "7", "sha256", kept.sha256()));
    }

    @Test
    void the_sha256_is_that_of_the_bytes() {
        parts.bflHost.answers(200, jpeg("abc"));

        assertThat(kept(keep(ready(SAMPLE))).sha256())
                .isEqualTo("bb50305eeb037e9f042bb96a4b894d570a7cdb7735d1599c80bc470943138a08");
    }

    @ParameterizedTest
    @CsvSource({
        "https://delivery.bfl.ai/abc.png",
        "https://delivery.bfl.ai/abc",
        "https://delivery.bfl.ai/abc.webp?x=.png"
    })
    void the_bytes_tell_the_format_and_not_the_name(String sample) {
        parts.bflHost.answers(200, jpeg(""));

        KeptPicture kept = kept(keep(ready(sample)));

        assertThat(kept.location()).isEqualTo(FOLDER.child("abc.jpeg"));
        assertThat(kept.contentType()).isEqualTo("image/jpeg");
    }

    @Test
    void what_is_no_picture_is_not_kept() {
        parts.bflHost.answers(200, "<html>".getBytes(StandardCharsets.UTF_8));

        assertThat(keep(ready(SAMPLE))).isEqualTo(failed("what BFL delivered is no JPEG, PNG or WebP picture"));
    }

    @Test
    void a_copy_that_is_there_is_found_without_fetching_the_picture_again() {
        parts.bflHost.answers(200, Parts.PICTURE);
        Keeping first = keep(ready(SAMPLE));

        assertThat(keep(ready(SAMPLE))).isEqualTo(first);
        assertThat(parts.bflHost.calls()).hasSize(1);
    }

    @Test
    void a_copy_by_another_extension_than_the_samples_is_found_too() {
        parts.bflHost.answers(200, jpeg("")).answers(200, jpeg(""));
        Keeping first = keep(ready(SAMPLE));

        assertThat(keep(ready(SAMPLE))).isEqualTo(first);
    }

    @Test
    void another_object_by_that_name_is_left_alone() {
        parts.store.put(COPY, new byte[] {1}, Map.of("id", "other", "sha256", "x"));
        parts.bflHost.answers(200, Parts.PICTURE);

        assertThat(keep(ready(SAMPLE)))
                .isEqualTo(
                        failed("there is an object at s3://results/pictures/abc.png that is not known to be its copy"));
        assertThat(parts.store.content(COPY)).containsExactly(1);
    }

    @Test
    void an_object_that_does_not_say_whose_it_is_is_left_alone() {
        parts.store.put(COPY, new byte[] {1}, Map.of("id", "abc"));
        parts.bflHost.answers(200, Parts.PICTURE);

        assertThat(keep(ready(SAMPLE))).isInstanceOf(Keeping.Failed.class);
        assertThat(parts.store.content(COPY)).containsExactly(1);
    }

    @Test
    void a_copy_that_failed_is_made_by_the_next_call() {
        parts.bflHost.answers(200, Parts.PICTURE);
        parts.store.fails(Kind.UNAVAILABLE, "S3 answered HTTP 503");
        Keeping first = keep(ready(SAMPLE));
        parts.store.recovers();

        assertThat(first).isEqualTo(failed("S3 answered HTTP 503"));
        assertThat(keep(ready(SAMPLE))).isInstanceOf(Keeping.Kept.class);
    }

    @Test
    void a_picture_that_bfl_does_not_deliver_is_not_kept() {
        parts.bflHost.answers(404, "gone");

        assertThat(keep(ready(SAMPLE))).isEqualTo(failed("BFL answered HTTP 404 for it"));
    }

    @Test
    void a_picture_where_none_may_be_is_not_fetched_and_only_its_host_is_told() {
        assertThat(keep(ready("https://169.254.169.254/x?sig=" + Planted.SIGNATURE)))
                .isEqualTo(failed("its URL at 169.254.169.254 is none that pictures may be fetched from"));
        assertThat(parts.bflHost.calls()).isEmpty();
    }

    @Test
    void a_picture_larger_than_allowed_is_not_kept() {
        parts.bflHost.answers(200, new byte[1_000_001]).forEver();

        assertThat(keep(ready(SAMPLE))).isInstanceOf(Keeping.Failed.class);
        assertThat(parts.store.content(COPY)).isNull();
    }

    @Test
    void a_ready_task_without_a_sample_cannot_be_kept() {
        Task task = task("{'id': 'abc', 'status': 'Ready', 'result': {}}");

        assertThat(keep(task)).isInstanceOf(Keeping.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../abc", "a/b", "a b", "a?b", "a.b", "ä"})
    void an_id_that_is_no_plain_name_never_becomes_a_key(String id) {
        Task task = task("{'id': '" + id + "', 'status': 'Ready', 'result': {'sample': '" + SAMPLE + "'}}");

        assertThat(keep(task)).isEqualTo(failed("the task's id is no name for an object"));
        assertThat(parts.store.calls()).isEmpty();
    }

    @Test
    void the_id_that_bfl_tells_counts_and_not_the_callers() {
        parts.bflHost.answers(200, Parts.PICTURE);

        Keeping keeping = parts.keeper.keep(
                TaskHandle.of("other", Parts.POLLING_URL),
                ready(SAMPLE),
                Optional.empty(),
                FOLDER,
                new Whole.No(),
                parts.in(30));

        assertThat(kept(keeping).location()).isEqualTo(COPY);
    }

    @Test
    void a_fault_of_this_function_does_not_lose_the_picture() {
        parts.bflHost.answers(200, Parts.PICTURE);
        parts.store.failsWith(new IllegalStateException("planted"));

        assertThat(keep(ready(SAMPLE))).isEqualTo(failed("a fault of this function (IllegalStateException)"));
    }

    @Test
    void a_link_works_for_an_hour() {
        KeptPicture picture = new KeptPicture(COPY, "image/png", 1, "x");

        assertThat(parts.keeper.link(picture))
                .contains(URI.create("https://results.s3.example/pictures/abc.png?until=2026-11-20T13:00:00Z"));
    }

    @Test
    void a_picture_is_kept_without_a_link_where_none_can_be_made() {
        parts.store.fails(Kind.UNAVAILABLE, "no credentials");

        assertThat(parts.keeper.link(new KeptPicture(COPY, "image/png", 1, "x")))
                .isEmpty();
    }

    private Keeping keep(Task task) {
        return parts.keeper.keep(HANDLE, task, Optional.of(Endpoint.FILL), FOLDER, new Whole.No(), parts.in(30));
    }

    private static KeptPicture kept(Keeping keeping) {
        assertThat(keeping).isInstanceOf(Keeping.Kept.class);
        return ((Keeping.Kept) keeping).picture();
    }

    private static Keeping failed(String reason) {
        return new Keeping.Failed("The picture is ready and paid, but could not be kept: " + reason + ".");
    }

    private static byte[] jpeg(String content) {
        return ("\u00ff\u00d8\u00ff" + content).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Task ready(String sample) {
        return task("{'id': 'abc', 'status': 'Ready', 'result': {'sample': '" + sample + "', 'seed': 7}}");
    }

    private static Task task(String json) {
        return new Task(Json.object(json));
    }

    private static long temporaryFiles() {
        String[] names =
                new File(System.getProperty("java.io.tmpdir")).list((folder, name) -> name.endsWith(".picture"));
        return names == null ? 0 : names.length;
    }
}

package io.fluxfill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.FakeStore;
import io.fluxfill.testing.FakeTime;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private static final UUID NAME = UUID.fromString("5e8f0a4c-63f5-4a43-9d0c-2f5a3e6e9c11");

    private final FakeTime time = new FakeTime();
    private final Uploads uploads = new Uploads(new FakeStore(time), new S3Location("uploads", "in"), time, () -> NAME);

    @Test
    void a_place_has_a_name_of_its_own_and_a_signed_url_for_a_quarter_of_an_hour() throws StorageException {
        Uploads.Upload upload = uploads.open(Map.of("content-type", "image/png"));

        assertThat(upload.object()).hasToString("s3://uploads/in/" + NAME);
        assertThat(upload.url())
                .hasToString(
                        "https://uploads.s3.example/in/" + NAME + "?signed=content-type&until=2026-11-20T12:15:00Z");
        assertThat(upload.headers()).isEqualTo(Map.of("content-type", "image/png"));
        assertThat(upload.expiresAt()).isEqualTo("2026-11-20T12:15:00Z");
    }

    @Test
    void its_text_does_not_hold_the_signed_url() throws StorageException {
        assertThat(uploads.open(Map.of())).hasToString("Upload[s3://uploads/in/" + NAME + "]");
    }
}

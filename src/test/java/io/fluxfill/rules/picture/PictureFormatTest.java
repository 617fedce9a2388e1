package io.fluxfill.rules.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.testing.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFormatTest {

    @Test
    void the_first_bytes_tell_the_format() {
        assertThat(PictureFormat.bySignature(start(Pictures.jpeg(3, 2, false)))).contains(PictureFormat.JPEG);
        assertThat(PictureFormat.bySignature(start(Pictures.opaquePng(3, 2)))).contains(PictureFormat.PNG);
        assertThat(PictureFormat.bySignature(start(bytes("RIFF\u0001\u0002\u0003\u0004WEBPVP8 "))))
                .contains(PictureFormat.WEBP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RIFF",
                "RIFFxxxxWAVE",
                "GIF89a______",
                "\u0089PNG",
                "\u00ff\u00d8",
                "<?xml version=\"1.0\"?>"
            })
    void bytes_that_begin_in_another_way_are_no_picture(String text) {
        assertThat(PictureFormat.bySignature(bytes(text))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
    @CsvSource({"JPEG, jpeg, image/jpeg, JPEG", "PNG, png, image/png, PNG", "WEBP, webp, image/webp, WebP"})
    void a_format_has_an_extension_a_content_type_and_a_name(
            PictureFormat format, String extension, String contentType, String name) {
        assertThat(format.extension()).isEqualTo(extension);
        assertThat(format.contentType()).isEqualTo(contentType);
        assertThat(format).hasToString(name);
    }

    private static byte[] start(byte[] file) {
        return Arrays.copyOf(file, PictureFormat.SIGNATURE_BYTES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

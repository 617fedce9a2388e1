package io.fluxfill.preserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxfill.picture.Rectangle;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 5, 1", "7, 5, 3", "20, 31, 4", "20, 31, 64", "31, 20, 256"})
    void growing_takes_the_most_of_the_square_around_each_pixel(int width, int height, int pixels) {
        Mask mask = random(width, height);

        Mask grown = mask.grown(pixels);

        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int most = 0;
                for (int v = y - pixels; v <= y + pixels; v++) {
                    for (int h = x - pixels; h <= x + pixels; h++) {
                        most = Math.max(most, mask.at(h, v));
                    }
                }
                assertThat(grown.at(x, y)).isEqualTo(most);
            }
        }
    }

    @Test
    void inverting_twice_changes_nothing() {
        Mask mask = random(9, 4);

        assertThat(mask.inverted().inverted().painted()).isEqualTo(mask.painted());
        assertThat(mask.inverted().at(3, 2)).isEqualTo(255 - mask.at(3, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 12, 128})
    void feathering_softens_a_straight_edge_to_both_sides_and_as_far_as_asked(int pixels) {
        byte[] half = new byte[600 * 3];
        for (int i = 0; i < half.length; i++) {
            half[i] = (byte) (i % 600 < 300 ? 0 : 255);
        }

        Mask soft = new Mask(600, 3, half).feathered(pixels);

        assertThat(soft.at(299 - pixels - 1, 1)).isZero();
        assertThat(soft.at(300 + pixels + 1, 1)).isEqualTo(255);
        assertThat(soft.at(299, 1)).isBetween(64, 128);
        assertThat(soft.at(300, 1)).isBetween(127, 191);
        for (int x = 1; x < 600; x++) {
            assertThat(soft.at(x, 1)).isGreaterThanOrEqualTo(soft.at(x - 1, 1));
        }
    }

    @Test
    void feathering_by_nothing_changes_nothing() {
        Mask mask = random(5, 5);

        assertThat(mask.feathered(0)).isSameAs(mask);
        assertThat(mask.grown(0)).isSameAs(mask);
    }

    @Test
    void a_mask_knows_its_bounds_and_its_share() {
        byte[] painted = new byte[12];
        painted[5] = 1;
        painted[10] = (byte) 255;

        assertThat(new Mask(4, 3, painted).bounds()).contains(new Rectangle(1, 1, 2, 2));
        assertThat(new Mask(4, 3, painted).share()).isBetween(0.083, 0.084);
        assertThat(new Mask(4, 3, new byte[12]).bounds()).isEmpty();
    }

    private static Mask random(int width, int height) {
        byte[] painted = new byte[width * height];
        new Random(5).nextBytes(painted);
        return new Mask(width, height, painted);
    }
}

package io.fluxfill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** What the soak sends. */
class SoakKindTest {

    @Test
    void the_weights_make_a_thousand_with_each_kind_in_it() {
        assertThat(SoakKind.thousand()).hasSize(1_000);
        assertThat(EnumSet.copyOf(SoakKind.thousand())).isEqualTo(EnumSet.allOf(SoakKind.class));
    }
}

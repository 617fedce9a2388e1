package io.fluxfill.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fluxfill.testing.Json;
import org.junit.jupiter.api.Test;

class ClosedMapperTest {
    private static final Module MINE = new SimpleModule("mine");
    private static final Module ANOTHERS = new SimpleModule("another's");

    private final ObjectMapper mapper = new ClosedMapper().registerModule(MINE);

    @Test
    void a_copy_has_the_modules_of_the_original_and_takes_no_more() {
        ObjectMapper copy = mapper.copy().registerModule(ANOTHERS);

        assertThat(copy.getRegisteredModuleIds()).containsExactly(MINE.getTypeId());
        assertThat(copy.copy().registerModule(ANOTHERS).getRegisteredModuleIds())
                .containsExactly(MINE.getTypeId());
    }

    @Test
    void a_copy_reads_as_the_original_does() throws Exception {
        assertThat(mapper.copy().readTree("{\"a\":[1]}")).isEqualTo(Json.object("{'a': [1]}"));
    }
}

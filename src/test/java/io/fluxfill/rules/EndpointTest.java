package io.fluxfill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @Test
    void fields_are_in_the_order_of_bfls_schema() {
        assertThat(Endpoint.FILL_FINETUNED.fields())
                .containsExactly(
                        "finetune_id",
                        "finetune_strength",
                        "image",
                        "mask",
                        "prompt",
                        "steps",
                        "prompt_upsampling",
                        "seed",
                        "guidance",
                        "output_format",
                        "safety_tolerance",
                        "webhook_url",
                        "webhook_secret",
                        "user");
    }

    @Test
    void plain_fill_has_the_same_fields_but_those_of_finetunes() {
        assertThat(Endpoint.FILL_FINETUNED.fields())
                .filteredOn(field -> !field.startsWith("finetune_"))
                .containsExactlyElementsOf(Endpoint.FILL.fields());
    }

    @ParameterizedTest
    @EnumSource
    void a_field_is_in_a_schema_once(Endpoint endpoint) {
        assertThat(endpoint.schema()).hasSameSizeAs(endpoint.fields());
    }

    @ParameterizedTest
    @ValueSource(strings = {"finetune_id", "finetune_strength"})
    void either_finetune_field_selects_the_finetuned_operation(String field) {
        assertThat(Endpoint.selectedBy(Set.of("image", field)::contains)).isEqualTo(Endpoint.FILL_FINETUNED);
    }

    @Test
    void fields_that_both_operations_have_select_plain_fill() {
        assertThat(Endpoint.selectedBy(Endpoint.FILL.fields()::contains)).isEqualTo(Endpoint.FILL);
    }

    @ParameterizedTest
    @EnumSource
    void all_its_fields_together_select_an_operation(Endpoint endpoint) {
        assertThat(Endpoint.selectedBy(endpoint.fields()::contains)).isEqualTo(endpoint);
    }

    @Test
    void a_field_of_any_operation_is_known_and_no_other() {
        assertThat(List.of("image", "finetune_id")).allMatch(Endpoint::knows);
        assertThat(Endpoint.knows("wait")).isFalse();
    }
}

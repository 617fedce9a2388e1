package io.fluxfill.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {
    private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Root=" + ROOT,
                "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1",
                "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=0;Lineage=12326a9d:0",
                "Self=1-67891234-12456789abcdef012345678;Root=" + ROOT,
                "Sampled=1; Root=" + ROOT + " ; Parent=53995c3f42cd8ad8"
            })
    void the_root_is_found_wherever_it_stands(String header) {
        assertThat(TraceHeader.root(header)).contains(ROOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Root=",
                "Parent=53995c3f42cd8ad8;Sampled=1",
                "Root=2-5759e988-bd862e3fe1be46a994272793",
                "Root=1-5759e988-bd862e3fe1be46a994272793f",
                "Root=1-5759e988-bd862e3fe1be46a99427279",
                "Root=1-5759E988-bd862e3fe1be46a994272793",
                "NoRoot=" + ROOT,
                "Root=" + ROOT + "\n{\"forged\":1}",
                "Root=bfl_key"
            })
    void whatever_is_no_trace_id_is_none(String header) {
        assertThat(TraceHeader.root(header)).isEmpty();
    }
}

package io.fluxfill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the chart shows. */
class ChartTest {
    private static final String FIRST = Figures.firstAnswer(Shape.SMALL_DIRECT);

    private final Row ours = new Row(Row.NATIVE, "native", List.of(), Map.of(), "");
    private final Row others = new Row(Row.PYTHON, "Python 3", List.of(), Map.of(), "");
    private final Results results = new Results();

    @Test
    void bars_are_as_long_as_the_medians() throws Exception {
        results.add(ours, FIRST, 30);
        results.add(others, FIRST, 60);

        NodeList bars = draw().getElementsByTagName("rect");

        assertThat(bars.getLength()).isEqualTo(2);
        assertThat(width(bars, 1)).isEqualTo(2 * width(bars, 0));
    }

    @Test
    void what_was_not_measured_has_no_bar_and_no_title() throws Exception {
        results.add(ours, FIRST, 30);

        assertThat(draw().getElementsByTagName("rect").getLength()).isEqualTo(1);
        assertThat(new Chart(List.of(ours, others), results).toSvg()).doesNotContain("disk");
    }

    private static int width(NodeList bars, int number) {
        return Integer.parseInt(((Element) bars.item(number)).getAttribute("width"));
    }

    private Element draw() throws Exception {
        byte[] svg = new Chart(List.of(ours, others), results).toSvg().getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg))
                .getDocumentElement();
    }
}

package io.millrace.benchmarks.plot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class PlotTest {

    static Stream<String> plots() {
        return Stream.of(panels().svg(), rows().svg(), new Panels("None", "x", true, "y", true, List.of()).svg());
    }

    private static Panels panels() {
        List<Series> series = List.of(
                new Series("a < b & \"c\"", Marker.CIRCLE, List.of(new Point(10_000, 20, 10, 30), Point.of(1e6, 80))),
                new Series("d", Marker.TRIANGLE, List.of(Point.of(10_000, 400), Point.of(1e6, 7))));
        return new Panels(
                "A title",
                "keys",
                true,
                "ns",
                true,
                List.of(
                        new Panels.Panel("one", series),
                        new Panels.Panel("two", series),
                        new Panels.Panel("three", series)));
    }

    private static Rows rows() {
        Series fast = new Series("fast", Marker.CIRCLE, List.of(new Point(0, 1_400_000, 1_300_000, 1_500_000)));
        Series slow = new Series("slow", Marker.SQUARE, List.of(Point.of(0, 18_000)));
        return new Rows(
                "Rows",
                "events/s",
                List.of(
                        new Rows.Row("job", "10k keys", List.of(fast, slow)),
                        new Rows.Row("job", "1m keys", List.of(slow))));
    }

    @ParameterizedTest
    @MethodSource("plots")
    void isWellFormedWithATitleAndABackgroundOfItsOwn(String svg) throws Exception {
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)))
                .getDocumentElement();

        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
        assertThat(((Element) root.getElementsByTagName("rect").item(0)).getAttribute("width"))
                .isEqualTo(root.getAttribute("width"));
        assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        String expected = panels().svg() + rows().svg();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(panels().svg() + rows().svg()).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void nothingIsOutsideOfTheImage() throws Exception {
        for (String svg : plots().toList()) {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)))
                    .getDocumentElement();
            double width = Double.parseDouble(root.getAttribute("width"));
            double height = Double.parseDouble(root.getAttribute("height"));
            for (String attribute : List.of("x1", "x2", "x")) {
                assertWithin(root, attribute, width);
            }
            for (String attribute : List.of("y1", "y2", "y")) {
                assertWithin(root, attribute, height);
            }
        }
    }

    private static void assertWithin(Element root, String attribute, double limit) {
        var elements = root.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            String value = ((Element) elements.item(i)).getAttribute(attribute);
            if (!value.isEmpty()) {
                assertThat(Double.parseDouble(value)).isBetween(0.0, limit);
            }
        }
    }

    @Test
    void theLessOnALogarithmicScaleTheFurtherDown() {
        Scale scale = Scale.of(true, List.of(20.0, 2_000.0), 100, 0);

        assertThat(scale.at(20)).isGreaterThan(scale.at(200)).isBetween(0.0, 100.0);
        assertThat(scale.at(200)).isCloseTo(50, within(1e-6));
        assertThat(scale.ticks()).contains(20.0, 100.0, 2_000.0);
    }

    @Test
    void otherScalesBeginAtZero() {
        Scale scale = Scale.of(false, List.of(30.0, 90.0), 0, 100);

        assertThat(scale.ticks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
        assertThat(scale.at(0)).isZero();
    }

    @Test
    void labelsAreShort() {
        assertThat(Stream.of(0.0, 0.5, 200.0, 1_500.0, 20_000.0, 2_500_000.0).map(Scale::label))
                .containsExactly("0", "0.5", "200", "1.5k", "20k", "2.5M");
    }
}

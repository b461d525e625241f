package io.millrace.benchmarks.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of series, in a line. */
final class Legend {
    private static final double SIZE = 13;
    private static final double GAP = 22;

    private Legend() {}

    static void paint(Svg svg, double left, double y, List<Series> series) {
        Map<String, Marker> names = new LinkedHashMap<>();
        series.forEach(one -> names.put(one.name(), one.marker()));
        double x = left;
        for (Map.Entry<String, Marker> name : names.entrySet()) {
            svg.shape(name.getValue().at(x + 6, y - 4), name.getValue().color());
            svg.text(x + 17, y, SIZE, Svg.Anchor.START, name.getKey());
            x += 17 + Svg.width(name.getKey(), SIZE) + GAP;
        }
    }
}

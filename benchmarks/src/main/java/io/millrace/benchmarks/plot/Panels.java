package io.millrace.benchmarks.plot;

import java.util.List;
import java.util.stream.Stream;

/**
 * Panels side by side, two in a row, each with series over a common kind of x. An error bar spans the figures that a point
 * stands for.
 *
 * @param x title and unit of the x axis
 * @param logarithmicX whether x is a number on a logarithmic scale; otherwise only the figures given are marked
 * @param y title and unit of the y axis
 */
public record Panels(String title, String x, boolean logarithmicX, String y, boolean logarithmicY, List<Panel> panels) {
    private static final double WIDTH = 400;
    private static final double HEIGHT = 270;
    private static final double TOP = 74;
    private static final double LEFT = 66;
    private static final double RIGHT = 18;
    private static final double TITLE = 30;
    private static final double BOTTOM = 50;
    private static final double MARGIN = 22;

    /** One panel. */
    public record Panel(String title, List<Series> series) {
        public Panel {
            series = List.copyOf(series);
        }
    }

    public Panels {
        panels = List.copyOf(panels);
    }

    /** The plot as an SVG document. */
    public String svg() {
        Svg svg = new Svg();
        int columns = Math.max(1, Math.min(2, panels.size()));
        int rows = Math.max(1, (panels.size() + columns - 1) / columns);
        svg.bold(MARGIN, 30, 17, Svg.Anchor.START, title);
        Legend.paint(
                svg,
                MARGIN,
                56,
                panels.stream().flatMap(panel -> panel.series().stream()).toList());
        for (int i = 0; i < panels.size(); i++) {
            int row = i / columns;
            paint(svg, panels.get(i), i % columns * WIDTH, TOP + row * HEIGHT);
        }
        return svg.document(columns * WIDTH, TOP + rows * HEIGHT, title);
    }

    private void paint(Svg svg, Panel panel, double left, double top) {
        double low = top + HEIGHT - BOTTOM;
        double right = left + WIDTH - RIGHT;
        Scale across = Scale.of(logarithmicX, points(panel).map(Point::x).toList(), left + LEFT, right);
        Scale up = Scale.of(
                logarithmicY,
                points(panel)
                        .flatMap(point -> Stream.of(point.least(), point.most()))
                        .toList(),
                low,
                top + TITLE);
        svg.bold(left + LEFT, top + 16, 14, Svg.Anchor.START, panel.title());
        for (double tick : up.ticks()) {
            svg.line(left + LEFT, up.at(tick), right, up.at(tick), Svg.FAINT, 1);
            svg.muted(left + LEFT - 7, up.at(tick) + 4, 12, Svg.Anchor.END, Scale.label(tick));
        }
        points(panel).map(Point::x).distinct().sorted().forEach(tick -> {
            svg.line(across.at(tick), low, across.at(tick), low + 4, Svg.INK, 1);
            svg.muted(across.at(tick), low + 18, 12, Svg.Anchor.MIDDLE, Scale.label(tick));
        });
        svg.line(left + LEFT, low, right, low, Svg.INK, 1);
        svg.muted((left + LEFT + right) / 2, low + 37, 12, Svg.Anchor.MIDDLE, x);
        svg.upright(left + 18, (low + top + TITLE) / 2, 12, y);
        panel.series().forEach(series -> paint(svg, series, across, up));
    }

    private static void paint(Svg svg, Series series, Scale across, Scale up) {
        StringBuilder line = new StringBuilder();
        for (Point point : series.points()) {
            line.append(line.isEmpty() ? 'M' : 'L')
                    .append(Svg.number(across.at(point.x())))
                    .append(' ')
                    .append(Svg.number(up.at(point.y())));
        }
        if (series.points().size() > 1) {
            svg.path(line.toString(), series.marker().color(), 2);
        }
        for (Point point : series.points()) {
            double x = across.at(point.x());
            if (point.least() < point.most()) {
                svg.line(
                        x,
                        up.at(point.least()),
                        x,
                        up.at(point.most()),
                        series.marker().color(),
                        2);
            }
            svg.shape(series.marker().at(x, up.at(point.y())), series.marker().color());
        }
    }

    private static Stream<Point> points(Panel panel) {
        return panel.series().stream().flatMap(series -> series.points().stream());
    }
}

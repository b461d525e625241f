package io.millrace.benchmarks.plot;

import java.util.List;
import java.util.stream.Stream;

/**
 * Rows of points on one logarithmic scale, for figures that differ by orders of magnitude: bars would not show the small ones, and
 * have no zero to begin at.
 *
 * @param x title and unit of the axis
 */
public record Rows(String title, String x, List<Row> rows) {
    private static final double WIDTH = 800;
    private static final double TOP = 76;
    private static final double HEIGHT = 24;
    private static final double GAP = 12;
    private static final double LEFT = 204;
    private static final double RIGHT = 24;
    private static final double BOTTOM = 58;
    private static final double MARGIN = 22;

    /**
     * One row.
     *
     * @param group shown at the first row of those with the same
     * @param series each with one point, whose y is the figure
     */
    public record Row(String group, String name, List<Series> series) {
        public Row {
            series = List.copyOf(series);
        }
    }

    public Rows {
        rows = List.copyOf(rows);
    }

    /** The plot as an SVG document. */
    public String svg() {
        Svg svg = new Svg();
        double bottom = TOP + rows.size() * HEIGHT + GAP * groups();
        svg.bold(MARGIN, 30, 17, Svg.Anchor.START, title);
        Legend.paint(
                svg,
                MARGIN,
                56,
                rows.stream().flatMap(row -> row.series().stream()).toList());
        Scale across = Scale.of(
                true,
                points().flatMap(point -> Stream.of(point.least(), point.most()))
                        .toList(),
                LEFT,
                WIDTH - RIGHT);
        for (double tick : across.ticks()) {
            svg.line(across.at(tick), TOP, across.at(tick), bottom, Svg.FAINT, 1);
            svg.muted(across.at(tick), bottom + 18, 12, Svg.Anchor.MIDDLE, Scale.label(tick));
        }
        svg.line(LEFT, bottom, WIDTH - RIGHT, bottom, Svg.INK, 1);
        svg.muted((LEFT + WIDTH - RIGHT) / 2, bottom + 40, 12, Svg.Anchor.MIDDLE, x);
        double y = TOP;
        String group = "";
        for (Row row : rows) {
            if (!row.group().equals(group)) {
                y += GAP;
                svg.bold(MARGIN, y + 16, 13, Svg.Anchor.START, row.group());
                group = row.group();
            }
            svg.muted(LEFT - 10, y + 16, 12, Svg.Anchor.END, row.name());
            paint(svg, row, across, y + HEIGHT / 2);
            y += HEIGHT;
        }
        return svg.document(WIDTH, bottom + BOTTOM, title);
    }

    private static void paint(Svg svg, Row row, Scale across, double y) {
        for (Series series : row.series()) {
            for (Point point : series.points()) {
                if (point.least() < point.most()) {
                    svg.line(
                            across.at(point.least()),
                            y,
                            across.at(point.most()),
                            y,
                            series.marker().color(),
                            2);
                }
            }
        }
        for (Series series : row.series()) {
            series.points()
                    .forEach(point -> svg.shape(
                            series.marker().at(across.at(point.y()), y),
                            series.marker().color()));
        }
    }

    private long groups() {
        return rows.stream().map(Row::group).distinct().count();
    }

    private Stream<Point> points() {
        return rows.stream().flatMap(row -> row.series().stream()).flatMap(series -> series.points().stream());
    }
}

package io.millrace.benchmarks.plot;

/**
 * A point with its spread.
 *
 * @param x where it is
 * @param y the figure
 * @param least the least of the figures that it stands for
 * @param most the most of them
 */
public record Point(double x, double y, double least, double most) {
    /** A point without a spread. */
    public static Point of(double x, double y) {
        return new Point(x, y, y, y);
    }
}

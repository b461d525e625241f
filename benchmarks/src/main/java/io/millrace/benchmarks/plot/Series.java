package io.millrace.benchmarks.plot;

import java.util.List;

/** Points of one kind, in the order of their x. */
public record Series(String name, Marker marker, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }
}

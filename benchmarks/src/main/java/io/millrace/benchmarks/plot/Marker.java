package io.millrace.benchmarks.plot;

/** The color and the shape of a series: either of them is enough to tell it from others. The colors are those of Okabe and Ito. */
public enum Marker {
    CIRCLE("#0072B2"),
    SQUARE("#D55E00"),
    DIAMOND("#009E73"),
    TRIANGLE("#CC79A7");

    private static final double SIZE = 5;

    private final String color;

    Marker(String color) {
        this.color = color;
    }

    String color() {
        return color;
    }

    /** The path of the shape around a point. */
    String at(double x, double y) {
        return switch (this) {
            case CIRCLE ->
                "M%s %sa%s %s 0 1 0 %s 0a%s %s 0 1 0 -%s 0Z"
                        .formatted(
                                Svg.number(x - SIZE),
                                Svg.number(y),
                                Svg.number(SIZE),
                                Svg.number(SIZE),
                                Svg.number(2 * SIZE),
                                Svg.number(SIZE),
                                Svg.number(SIZE),
                                Svg.number(2 * SIZE));
            case SQUARE -> polygon(x, y, -1, -1, 1, -1, 1, 1, -1, 1);
            case DIAMOND -> polygon(x, y, 0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0);
            case TRIANGLE -> polygon(x, y, 0, -1.2, 1.2, 0.9, -1.2, 0.9);
        };
    }

    private static String polygon(double x, double y, double... corners) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < corners.length; i += 2) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(Svg.number(x + 0.9 * SIZE * corners[i]))
                    .append(' ')
                    .append(Svg.number(y + 0.9 * SIZE * corners[i + 1]));
        }
        return path.append('Z').toString();
    }
}

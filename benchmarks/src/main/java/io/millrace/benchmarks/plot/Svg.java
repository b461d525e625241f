package io.millrace.benchmarks.plot;

import java.util.Locale;

/** The elements of an SVG document, in the order of their painting. */
final class Svg {
    static final String INK = "#1f2328";
    static final String FAINT = "#d0d7de";
    private static final String MUTED = "#57606a";
    private static final String PAPER = "#ffffff";
    private static final String FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

    /** The estimated width of a character, as a share of the font's size. */
    private static final double CHARACTER = 0.56;

    private final StringBuilder elements = new StringBuilder();

    /** The alignment of a text with its position. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        private String attribute() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The estimated width of a text. */
    static double width(String text, double size) {
        return text.length() * size * CHARACTER;
    }

    void line(double x1, double y1, double x2, double y2, String color, double width) {
        add(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>",
                x1, y1, x2, y2, color, width);
    }

    void path(String data, String color, double width) {
        elements.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>\n"
                .formatted(data, color, number(width)));
    }

    void shape(String data, String color) {
        elements.append(
                "<path d=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1\"/>\n".formatted(data, color, PAPER));
    }

    void text(double x, double y, double size, Anchor anchor, String text) {
        text(x, y, size, anchor, INK, "", text);
    }

    void muted(double x, double y, double size, Anchor anchor, String text) {
        text(x, y, size, anchor, MUTED, "", text);
    }

    void bold(double x, double y, double size, Anchor anchor, String text) {
        text(x, y, size, anchor, INK, " font-weight=\"600\"", text);
    }

    /** A text that reads upwards. */
    void upright(double x, double y, double size, String text) {
        text(
                x,
                y,
                size,
                Anchor.MIDDLE,
                MUTED,
                " transform=\"rotate(-90 %s %s)\"".formatted(number(x), number(y)),
                text);
    }

    private void text(double x, double y, double size, Anchor anchor, String color, String more, String text) {
        elements.append("<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\" fill=\"%s\"%s>%s</text>\n"
                .formatted(number(x), number(y), number(size), anchor.attribute(), color, more, escape(text)));
    }

    private void add(String format, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] instanceof Double number ? number(number) : values[i];
        }
        elements.append(format.formatted(texts)).append('\n');
    }

    /**
     * The document. It has a background of its own, so that it can be read on a dark page too.
     *
     * @param title for readers that do not see the image
     */
    String document(double width, double height, String title) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" role="img" width="%1$s" height="%2$s" viewBox="0 0 %1$s %2$s" font-family="%3$s">
                <title>%4$s</title>
                <rect width="%1$s" height="%2$s" rx="6" fill="%5$s"/>
                %6$s</svg>
                """.formatted(number(width), number(height), FONT, escape(title), PAPER, elements);
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

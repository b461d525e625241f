package io.millrace.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. */
final class Table {
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    /** @param words the number of columns on the left that are aligned left; the others are figures */
    Table(int words, List<String> headers) {
        columns = headers.size();
        row(headers);
        text.append("| --- ".repeat(words))
                .append("| ---: ".repeat(columns - words))
                .append("|\n");
    }

    void row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException("a row must have " + columns + " cells, got " + cells);
        }
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    String text() {
        return text.toString();
    }
}

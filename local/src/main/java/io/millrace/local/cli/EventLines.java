package io.millrace.local.cli;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;

/**
 * Prints what happens, each with its time. On a terminal a table may stand below the lines; it moves down with them and
 * is drawn over itself.
 */
final class EventLines implements Consumer<String> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintWriter out;
    private List<String> table = List.of();
    private boolean tableEnded;

    EventLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(String event) {
        List<String> below = table;
        draw(List.of());
        out.println(LocalTime.now(ZoneId.systemDefault()).format(TIME) + " " + event);
        draw(below);
    }

    /** Draws a table over the one that is there. */
    synchronized void showTable(List<String> lines) {
        if (!tableEnded) {
            draw(lines);
        }
    }

    /** Takes the table away, for good. */
    synchronized void endTable() {
        tableEnded = true;
        draw(List.of());
    }

    private void draw(List<String> lines) {
        if (!table.isEmpty()) {
            // up to the table's first line, and clear from there on
            out.printf("\u001b[%dF\u001b[J", table.size());
        }
        lines.forEach(out::println);
        out.flush();
        table = lines;
    }
}

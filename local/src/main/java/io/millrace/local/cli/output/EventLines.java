package io.millrace.local.cli.output;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;

/**
 * Prints events, one per line and with the time. On a terminal it can keep a table below the events, which it redraws.
 */
public final class EventLines implements Consumer<String> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintWriter out;
    private List<String> table = List.of();
    private boolean tableEnded;

    public EventLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(String event) {
        List<String> below = table;
        draw(List.of());
        out.println(LocalTime.now(ZoneId.systemDefault()).format(TIME) + " " + event);
        draw(below);
    }

    /** Replaces the table. */
    public synchronized void showTable(List<String> lines) {
        if (!tableEnded) {
            draw(lines);
        }
    }

    /** Removes the table; later ones are not shown. */
    public synchronized void endTable() {
        tableEnded = true;
        draw(List.of());
    }

    private void draw(List<String> lines) {
        if (!table.isEmpty()) {
            // move to the table's first line, and clear the screen from there
            out.printf("\u001b[%dF\u001b[J", table.size());
        }
        lines.forEach(out::println);
        out.flush();
        table = lines;
    }
}

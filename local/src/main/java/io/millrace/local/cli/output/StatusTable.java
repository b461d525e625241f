package io.millrace.local.cli.output;

import io.millrace.local.application.ApplicationStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The applications of a stage as a table. */
public final class StatusTable {
    private static final List<String> HEADER =
            List.of("APPLICATION", "VERSION", "STATUS", "UPTIME", "CHECKPOINTS", "RESTARTS", "WEB UI");

    private StatusTable() {}

    public static List<String> of(List<ApplicationStatus> applications) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        applications.forEach(application -> rows.add(row(application)));
        List<Integer> widths = IntStream.range(0, HEADER.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        Stream<String> lines = rows.stream().map(row -> line(row, widths));
        Stream<String> failures = applications.stream()
                .filter(application -> application.failure().isPresent())
                .map(application -> "%s: %s"
                        .formatted(application.name(), application.failure().orElseThrow()));
        Stream<String> debugging = applications.stream().flatMap(application -> application.debugPort().stream()
                .map(port -> "%s: a debugger can connect to 127.0.0.1:%d".formatted(application.name(), port)));
        return Stream.of(lines, debugging, failures).flatMap(part -> part).toList();
    }

    private static List<String> row(ApplicationStatus application) {
        return List.of(
                application.name(),
                Integer.toString(application.version()),
                application.status(),
                text(application.uptime()),
                Long.toString(application.checkpoints()),
                Long.toString(application.restarts()),
                application.webUi().toString());
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i))
                    .append(" ".repeat(widths.get(i) - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    static String text(Duration uptime) {
        return uptime.isZero()
                ? "-"
                : "%d:%02d:%02d".formatted(uptime.toHours(), uptime.toMinutesPart(), uptime.toSecondsPart());
    }
}

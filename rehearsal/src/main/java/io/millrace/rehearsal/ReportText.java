package io.millrace.rehearsal;

import static java.util.stream.Collectors.joining;

import io.millrace.rehearsal.result.Change;
import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.Rule.Severity;
import io.millrace.rehearsal.result.StackResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A report for people: the steps, a table of what holds state, the findings. */
final class ReportText {
    private static final String ROLLED_BACK_CREATION = "not created";

    private final RehearsalReport report;
    private final StringBuilder text = new StringBuilder();

    ReportText(RehearsalReport report) {
        this.report = report;
        text.append("stage %s\n\n".formatted(report.stage()));
        steps();
        stateHolders();
        findings("REFUSED by CloudFormation or a service", Severity.REFUSED);
        findings("DATA LOST", Severity.LOSS);
        findings("To know", Severity.NOTE);
        text.append("\n%d failures injected; %d refusals, %d losses, %d notes\n"
                .formatted(report.failures(), count(Severity.REFUSED), count(Severity.LOSS), count(Severity.NOTE)));
    }

    private record Row(String stack, String logicalId, String type) {}

    private void steps() {
        for (RehearsalReport.Step step : report.steps()) {
            text.append("step %d: deploy %s: %s\n".formatted(step.number(), step.release(), outcome(step)));
        }
    }

    private static String outcome(RehearsalReport.Step step) {
        Map<Change.Kind, Integer> counts = new EnumMap<>(Change.Kind.class);
        for (StackResult stack : step.result().stacks()) {
            if (!stack.succeeded()) {
                return "stack %s fails and is rolled back".formatted(stack.stack());
            }
            stack.changes().forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .map(count -> "%d %s".formatted(count.getValue(), count.getKey().text()))
                .collect(joining(", "));
    }

    private void stateHolders() {
        Map<Row, Map<Integer, String>> table = new LinkedHashMap<>();
        for (RehearsalReport.Step step : report.steps()) {
            for (StackResult stack : step.result().stacks()) {
                stack.changes().stream().filter(Change::holdsState).forEach(change -> table.computeIfAbsent(
                                new Row(change.stack(), change.logicalId(), change.type()),
                                row -> new LinkedHashMap<>())
                        .merge(
                                step.number(),
                                cell(change, stack),
                                (first, second) -> second.equals(Change.Kind.KEPT.text()) ? first : second));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("stack", "resource", "type"));
        report.steps().forEach(step -> header.add("step " + step.number()));
        rows.add(header);
        table.forEach((row, cells) -> {
            List<String> line = new ArrayList<>(List.of(row.stack(), row.logicalId(), row.type()));
            boolean exists = false;
            for (RehearsalReport.Step step : report.steps()) {
                String cell = cells.get(step.number());
                exists = cell == null
                        ? exists
                        : !cell.equals(Change.Kind.DELETED.text()) && !cell.equals(ROLLED_BACK_CREATION);
                line.add(cell != null ? cell : exists ? Change.Kind.KEPT.text() : "-");
            }
            rows.add(line);
        });
        text.append("\nWhat holds state:\n");
        text.append(aligned(rows));
    }

    private static String cell(Change change, StackResult stack) {
        if (stack.succeeded() || change.kind() == Change.Kind.KEPT) {
            return change.kind().text();
        }
        return change.kind() == Change.Kind.CREATED ? ROLLED_BACK_CREATION : "rolled back";
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder lines = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(String.format(Locale.ROOT, "%-" + (widths[i] + 2) + "s", row.get(i)));
            }
            lines.append(line.toString().stripTrailing()).append('\n');
        }
        return lines.toString();
    }

    private void findings(String title, Severity severity) {
        List<RehearsalReport.Occurrence> found = report.occurrences(severity);
        if (found.isEmpty()) {
            return;
        }
        text.append("\n%s:\n".formatted(title));
        found.forEach(occurrence -> text.append(line(occurrence)));
    }

    private static String line(RehearsalReport.Occurrence occurrence) {
        Finding finding = occurrence.finding();
        String when = occurrence.at().isEmpty() ? "" : " " + occurrence.at();
        String others = occurrence.times() > 1 ? " and %d more".formatted(occurrence.times() - 1) : "";
        return "- %s%s%s: stack %s: %s\n"
                .formatted(occurrence.step(), when, others, finding.stack(), sentence(finding));
    }

    private static String sentence(Finding finding) {
        return finding.sentence().contains(finding.subject()) || Objects.equals(finding.subject(), "status")
                ? finding.sentence()
                : finding.subject() + ": " + finding.sentence();
    }

    private int count(Severity severity) {
        return report.occurrences(severity).size();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

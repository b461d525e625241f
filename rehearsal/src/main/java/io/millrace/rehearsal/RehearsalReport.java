package io.millrace.rehearsal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.Rule.Severity;
import io.millrace.rehearsal.result.StageResult;
import java.util.List;

/**
 * What a rehearsal has found.
 *
 * @param failures how many failures were injected
 */
public record RehearsalReport(String stage, List<Step> steps, List<Occurrence> occurrences, int failures) {
    public RehearsalReport {
        requireNonNull(stage, "stage is null");
        steps = List.copyOf(steps);
        occurrences = List.copyOf(occurrences);
    }

    /** The deployment of a release. */
    public record Step(int number, String release, StageResult result) {}

    /**
     * A finding, and when it occurs.
     *
     * @param step the deployment, and what follows it
     * @param at the failure that precedes it, the first of several; empty when there is none
     * @param times after how many failures it occurs
     */
    public record Occurrence(String step, String at, Finding finding, int times) {}

    /** The findings of a severity. */
    public List<Occurrence> occurrences(Severity severity) {
        return occurrences.stream()
                .filter(occurrence -> occurrence.finding().rule().severity() == severity)
                .toList();
    }

    /** Whether nothing would be refused and no data would be lost. */
    public boolean isClean() {
        return !isRefused() && occurrences(Severity.LOSS).isEmpty();
    }

    /** Whether CloudFormation or a service would refuse something. */
    public boolean isRefused() {
        return !occurrences(Severity.REFUSED).isEmpty();
    }

    /** The report as text. */
    public String text() {
        return new ReportText(this).toString();
    }

    /** The report as a JSON object. */
    public ObjectNode json() {
        return RehearsalJson.of(this);
    }
}

package io.millrace.rehearsal;

import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects findings; those that differ only in the resource that failed before are one. */
final class Occurrences {
    private final Map<Key, RehearsalReport.Occurrence> found = new LinkedHashMap<>();

    private record Key(String step, Rule rule, String stack, String subject) {}

    void add(String step, Finding finding) {
        add(step, "", finding);
    }

    /** @param at what happened before; the first is reported */
    void add(String step, String at, Finding finding) {
        found.merge(
                new Key(step, finding.rule(), finding.stack(), finding.subject()),
                new RehearsalReport.Occurrence(step, at, finding, 1),
                (first, later) ->
                        new RehearsalReport.Occurrence(step, first.at(), longer(first, later), first.times() + 1));
    }

    List<RehearsalReport.Occurrence> all() {
        return new ArrayList<>(found.values());
    }

    /** The sentence that lists more. */
    private static Finding longer(RehearsalReport.Occurrence first, RehearsalReport.Occurrence later) {
        return later.finding().sentence().length() > first.finding().sentence().length()
                ? later.finding()
                : first.finding();
    }
}

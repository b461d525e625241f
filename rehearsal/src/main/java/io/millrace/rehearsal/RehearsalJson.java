package io.millrace.rehearsal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.rehearsal.result.Change;
import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.StackResult;

/** A report for programs. Fields are added, never renamed. */
final class RehearsalJson {
    private RehearsalJson() {}

    static ObjectNode of(RehearsalReport report) {
        ObjectNode json = object().put("stage", report.stage())
                .put("clean", report.isClean())
                .put("refused", report.isRefused())
                .put("failures", report.failures());
        report.steps().forEach(step -> json.withArray("steps").add(step(step)));
        report.occurrences().forEach(occurrence -> json.withArray("findings").add(finding(occurrence)));
        return json;
    }

    private static ObjectNode step(RehearsalReport.Step step) {
        ObjectNode json = object().put("number", step.number())
                .put("release", step.release())
                .put("succeeded", step.result().succeeded());
        step.result().stacks().forEach(stack -> json.withArray("stacks").add(stack(stack)));
        return json;
    }

    private static ObjectNode stack(StackResult stack) {
        ObjectNode json = object().put("stack", stack.stack()).put("succeeded", stack.succeeded());
        for (Change change : stack.changes()) {
            json.withArray("changes")
                    .addObject()
                    .put("logicalId", change.logicalId())
                    .put("type", change.type())
                    .put("holdsState", change.holdsState())
                    .put("kind", change.kind().name());
        }
        return json;
    }

    private static ObjectNode finding(RehearsalReport.Occurrence occurrence) {
        Finding finding = occurrence.finding();
        ObjectNode json = object().put("severity", finding.rule().severity().name())
                .put("rule", finding.rule().name())
                .put("stack", finding.stack())
                .put("subject", finding.subject())
                .put("text", finding.sentence())
                .put("step", occurrence.step())
                .put("times", occurrence.times());
        return occurrence.at().isEmpty() ? json : json.put("at", occurrence.at());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}

package io.millrace.constructs.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The alarms of a template, each in one line with everything that decides when it fires. */
final class AlarmLines {
    private AlarmLines() {}

    static List<String> of(SynthesisedStack template) {
        List<String> lines = new ArrayList<>();
        template.all("AWS::CloudWatch::Alarm")
                .forEach((id, alarm) -> lines.add(
                        id.replaceAll("^Monitoring(.*)[0-9A-F]{8}$", "$1") + ": " + text(alarm.get("Properties"))));
        return lines;
    }

    /** A text, with each reference in it as {@code ${id}}. */
    static String joined(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.has("Ref")) {
            return "${" + value.get("Ref").asText().replaceAll("[0-9A-F]{8}$", "") + "}";
        }
        if (value.has("Fn::GetAtt")) {
            return "${" + value.at("/Fn::GetAtt/0").asText().replaceAll("[0-9A-F]{8}$", "") + "."
                    + value.at("/Fn::GetAtt/1").asText() + "}";
        }
        if (!value.has("Fn::Join")) {
            throw new AssertionError("not a text: " + value);
        }
        return StreamSupport.stream(value.at("/Fn::Join/1").spliterator(), false)
                .map(AlarmLines::joined)
                .reduce("", String::concat);
    }

    private static String text(JsonNode alarm) {
        return "%s %s %s, %s of %s, missing is %s"
                .formatted(
                        alarm.has("Metrics") ? expression(alarm.get("Metrics")) : metric(alarm),
                        alarm.get("ComparisonOperator").asText().startsWith("Greater") ? ">" : "<",
                        alarm.get("Threshold").asText(),
                        alarm.get("DatapointsToAlarm").asText(),
                        alarm.get("EvaluationPeriods").asText(),
                        alarm.get("TreatMissingData").asText());
    }

    private static String metric(JsonNode metric) {
        return describe(metric, metric.get("Statistic"), metric.get("Period"));
    }

    private static String expression(JsonNode metrics) {
        String expression = "";
        List<String> inputs = new ArrayList<>();
        for (JsonNode metric : metrics) {
            if (metric.has("Expression")) {
                expression = joined(metric.get("Expression"));
            } else {
                JsonNode stat = metric.get("MetricStat");
                inputs.add(metric.get("Id").asText() + " = "
                        + describe(stat.get("Metric"), stat.get("Stat"), stat.get("Period")));
            }
        }
        return inputs.isEmpty() ? expression : expression + " with " + String.join(" and ", inputs);
    }

    private static String describe(JsonNode metric, JsonNode statistic, JsonNode period) {
        List<String> dimensions = new ArrayList<>();
        metric.get("Dimensions")
                .forEach(dimension ->
                        dimensions.add(dimension.get("Name").asText() + "=" + joined(dimension.get("Value"))));
        return "%s %s/%s in %s s of %s"
                .formatted(
                        statistic.asText(),
                        metric.get("Namespace").asText(),
                        metric.get("MetricName").asText(),
                        period.asText(),
                        dimensions);
    }
}

package io.millrace.assembly.deployment;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An {@code AWS::CloudWatch::Alarm} of a stage. CloudWatch evaluates it on AWS; here the console shows it.
 *
 * @param name its physical name
 * @param application the name of the application that its metric is of; empty for other metrics
 * @param stream the stream that its metric is of, as the metric's dimensions name it; empty for other metrics
 * @param metric the metric's name, or an expression with the names of its metrics
 * @param statistic of the values of a period, such as {@code Maximum}
 * @param comparison property {@code ComparisonOperator}
 * @param periods how many of the latest periods are evaluated
 * @param datapoints in how many of these the threshold must be breached
 * @param missingIsBreaching whether a period without a value counts as a breach
 */
public record AlarmPlan(
        String name,
        Optional<String> application,
        Optional<String> stream,
        String metric,
        String statistic,
        String comparison,
        double threshold,
        int periodSeconds,
        int periods,
        int datapoints,
        boolean missingIsBreaching) {
    /** The resource type. */
    public static final String TYPE = "AWS::CloudWatch::Alarm";

    /** The properties that are read; those that name what an alarm does may have no value here. */
    public static final List<String> PROPERTIES = List.of(
            "AlarmName",
            "Metrics",
            "MetricName",
            "Dimensions",
            "Statistic",
            "ComparisonOperator",
            "Threshold",
            "Period",
            "EvaluationPeriods",
            "DatapointsToAlarm",
            "TreatMissingData");

    private static final int DEFAULT_PERIOD = 300;

    public AlarmPlan {
        requireNonNull(name, "name is null");
        requireNonNull(application, "application is null");
        requireNonNull(stream, "stream is null");
        requireNonNull(metric, "metric is null");
        requireNonNull(statistic, "statistic is null");
        requireNonNull(comparison, "comparison is null");
    }

    /**
     * An alarm of a template.
     *
     * @param name the physical name of one that is given none
     * @param alarm its properties, resolved
     */
    public static AlarmPlan of(String name, JsonNode alarm) {
        List<JsonNode> stats = new ArrayList<>();
        String metric = alarm.path("MetricName").asText();
        for (JsonNode part : alarm.path("Metrics")) {
            if (part.has("MetricStat")) {
                stats.add(part);
            }
            if (part.path("ReturnData").asBoolean(true)) {
                metric = part.has("Expression")
                        ? part.path("Expression").asText()
                        : part.path("Id").asText();
            }
        }
        for (JsonNode part : stats) {
            metric = metric.replaceAll(
                    "\\b%s\\b".formatted(part.path("Id").asText()),
                    part.path("MetricStat").path("Metric").path("MetricName").asText());
        }
        List<JsonNode> dimensions = Stream.concat(
                        Stream.of(alarm.path("Dimensions")), stats.stream().map(part -> part.path("MetricStat")
                                .path("Metric")
                                .path("Dimensions")))
                .toList();
        JsonNode first = stats.isEmpty() ? alarm : stats.get(0).path("MetricStat");
        int periods = alarm.path("EvaluationPeriods").asInt(1);
        return new AlarmPlan(
                alarm.path("AlarmName").asText(name),
                dimension("Application", dimensions),
                dimension("Id", dimensions).or(() -> dimension("StreamName", dimensions)),
                metric,
                first.path("Stat").asText(first.path("Statistic").asText("Average")),
                alarm.path("ComparisonOperator").asText(),
                alarm.path("Threshold").asDouble(),
                first.path("Period").asInt(DEFAULT_PERIOD),
                periods,
                alarm.path("DatapointsToAlarm").asInt(periods),
                alarm.path("TreatMissingData").asText().equals("breaching"));
    }

    private static Optional<String> dimension(String name, List<JsonNode> all) {
        for (JsonNode dimensions : all) {
            for (JsonNode dimension : dimensions) {
                if (dimension.path("Name").asText().equals(name)) {
                    return Optional.of(dimension.path("Value").asText());
                }
            }
        }
        return Optional.empty();
    }
}

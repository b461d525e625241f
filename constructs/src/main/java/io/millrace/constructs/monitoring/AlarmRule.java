package io.millrace.constructs.monitoring;

import java.util.Locale;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/**
 * The definition of one alarm.
 *
 * @param subject what the alarm is about where a kind has several, such as an input's name; otherwise empty
 * @param periods how many periods in a row must breach the threshold
 */
record AlarmRule(
        AlarmKind kind,
        String subject,
        IMetric metric,
        ComparisonOperator comparison,
        double threshold,
        int periods,
        TreatMissingData missingData) {

    /** Breaches above the threshold; missing data, as during a restart, changes nothing. */
    static AlarmRule above(AlarmKind kind, double threshold, int periods, IMetric metric) {
        return new AlarmRule(
                kind,
                "",
                metric,
                ComparisonOperator.GREATER_THAN_THRESHOLD,
                threshold,
                periods,
                TreatMissingData.MISSING);
    }

    AlarmRule below() {
        return new AlarmRule(
                kind, subject, metric, ComparisonOperator.LESS_THAN_THRESHOLD, threshold, periods, missingData);
    }

    AlarmRule on(String name) {
        return new AlarmRule(kind, name, metric, comparison, threshold, periods, missingData);
    }

    AlarmRule missing(TreatMissingData treatment) {
        return new AlarmRule(kind, subject, metric, comparison, threshold, periods, treatment);
    }

    /** @param severity what the alarm's id ends with; empty for an alarm, {@code Warning} for a warning */
    Alarm in(Construct scope, String runbook, String severity) {
        String about = subject.isEmpty() ? "" : ": " + subject;
        String urgency = severity.isEmpty() ? "" : severity.toLowerCase(Locale.ROOT) + ": ";
        return Alarm.Builder.create(scope, kind.id() + pascalCase(subject) + severity)
                .alarmDescription(urgency + kind.meaning() + about + "; see " + runbook + "#" + kind.anchor())
                .metric(metric)
                .comparisonOperator(comparison)
                .threshold(threshold)
                .evaluationPeriods(periods)
                .datapointsToAlarm(periods)
                .treatMissingData(missingData)
                .build();
    }

    private static String pascalCase(String name) {
        StringBuilder result = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                result.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return result.toString();
    }
}

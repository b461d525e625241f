package io.millrace.constructs.scaling;

import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/** One side of a {@link ScalingMetric}. It has no actions: the scaling reads its state. */
record ScalingAlarm(String id, IMetric metric, ComparisonOperator comparison, double threshold, int periods) {

    /** Creates the alarm and returns its name. */
    String create(Construct scope) {
        return Alarm.Builder.create(scope, id)
                .alarmDescription("Input of " + scope.getNode().getPath() + "; no action needed")
                .metric(metric)
                .comparisonOperator(comparison)
                .threshold(threshold)
                .evaluationPeriods(periods)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build()
                .getAlarmName();
    }
}

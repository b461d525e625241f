package io.millrace.assembly.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmPlanTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static AlarmPlan alarm(String properties) throws JsonProcessingException {
        return AlarmPlan.of("shop-Alarm", JSON.readTree(properties.replace('\'', '"')));
    }

    @Test
    void anAlarmOnAMetricHasItsSettings() throws JsonProcessingException {
        assertThat(alarm("""
                        {'AlarmName': 'slow', 'MetricName': 'lastCheckpointDuration', 'Statistic': 'Maximum', 'Period': 60,
                         'Dimensions': [{'Name': 'Application', 'Value': 'shop-Billing'}],
                         'ComparisonOperator': 'GreaterThanThreshold', 'Threshold': 5000,
                         'EvaluationPeriods': 3, 'DatapointsToAlarm': 2, 'TreatMissingData': 'breaching'}"""))
                .isEqualTo(new AlarmPlan(
                        "slow",
                        Optional.of("shop-Billing"),
                        Optional.empty(),
                        "lastCheckpointDuration",
                        "Maximum",
                        "GreaterThanThreshold",
                        5000,
                        60,
                        3,
                        2,
                        true));
    }

    @Test
    void anExpressionHasTheNamesOfItsMetrics() throws JsonProcessingException {
        AlarmPlan alarm = alarm("""
                {'Metrics': [
                   {'Id': 'growth', 'Expression': 'DIFF(total) + m1 * m10', 'ReturnData': true},
                   {'Id': 'total', 'ReturnData': false, 'MetricStat': {'Stat': 'Maximum', 'Period': 60, 'Metric': {
                     'MetricName': 'numRestarts', 'Dimensions': [{'Name': 'Application', 'Value': 'shop-Billing'}]}}},
                   {'Id': 'm1', 'ReturnData': false, 'MetricStat': {'Metric': {'MetricName': 'one'}}},
                   {'Id': 'm10', 'ReturnData': false, 'MetricStat': {'Metric': {'MetricName': 'ten'}}}],
                 'ComparisonOperator': 'GreaterThanThreshold', 'Threshold': 0, 'EvaluationPeriods': 1}""");

        assertThat(alarm.metric()).isEqualTo("DIFF(numRestarts) + one * ten");
        assertThat(alarm.statistic()).isEqualTo("Maximum");
        assertThat(alarm.periodSeconds()).isEqualTo(60);
        assertThat(alarm.application()).contains("shop-Billing");
        assertThat(alarm.name()).isEqualTo("shop-Alarm");
    }

    @Test
    void aMetricOfAnInputNamesItsStream() throws JsonProcessingException {
        AlarmPlan alarm = alarm("""
                {'MetricName': 'millisBehindLatest', 'EvaluationPeriods': 3, 'Dimensions': [
                   {'Name': 'Application', 'Value': 'shop-Billing'}, {'Name': 'Id', 'Value': 'orders'}]}""");

        assertThat(alarm.stream()).contains("orders");
        assertThat(alarm.datapoints()).isEqualTo(3);
        assertThat(alarm.missingIsBreaching()).isFalse();
    }
}

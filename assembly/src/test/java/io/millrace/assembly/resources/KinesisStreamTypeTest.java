package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.StreamPlan;
import org.junit.jupiter.api.Test;

class KinesisStreamTypeTest {
    private static final String PROVISIONED = """
            'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
              'ShardCount': 2, 'RetentionPeriodHours': 48, 'StreamModeDetails': {'StreamMode': 'PROVISIONED'}}}
            """;
    private static final String ON_DEMAND = """
            'Bills': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
              'Name': 'bills', 'StreamModeDetails': {'StreamMode': 'ON_DEMAND'}}}
            """;

    @Test
    void aStreamHasItsSizeAndRetention() {
        assertThat(SmallStage.plan(PROVISIONED).streams())
                .containsExactly(new StreamPlan("shop", "Orders", "shop-Orders", "us-east-1", 2, 48));
    }

    @Test
    void anOnDemandStreamKeepsRecordsForADayByDefault() {
        assertThat(SmallStage.plan(ON_DEMAND).streams())
                .containsExactly(new StreamPlan("shop", "Bills", "bills", "us-east-1", StreamPlan.ON_DEMAND, 24));
    }

    @Test
    void aStreamIsReferredToByNameAndArn() {
        assertThat(SmallStage.resolve("{'Ref': 'Orders'}", PROVISIONED)).isEqualTo("shop-Orders");
        assertThat(SmallStage.resolve("{'Ref': 'Bills'}", ON_DEMAND)).isEqualTo("bills");
        assertThat(SmallStage.resolve("{'Fn::GetAtt': ['Bills', 'Arn']}", ON_DEMAND))
                .isEqualTo("arn:aws:kinesis:us-east-1:000000000000:stream/bills");
    }

    @Test
    void anAttributeThatIsNotKnownHereIsAMistake() {
        assertThatThrownBy(() -> SmallStage.resolve("{'Fn::GetAtt': ['Bills', 'StreamId']}", ON_DEMAND))
                .isInstanceOf(DeploymentException.class)
                .hasMessageEndingWith(
                        "'Bills' (AWS::Kinesis::Stream) must have the attribute StreamId; its schema has no such attribute");
    }

    @Test
    void aStreamWhoseConditionDoesNotHoldIsNotPlanned() {
        String never = PROVISIONED.replace("'Properties'", "'Condition': 'Never', 'Properties'");

        assertThat(SmallStage.plan(never + "}, 'Conditions': {'Never': {'Fn::Equals': ['a', 'b']}")
                        .streams())
                .isEmpty();
    }

    @Test
    void whatKinesisRefusesIsRefused() {
        assertRefused(
                PROVISIONED.replace("'ShardCount': 2", "'ShardCount': 0"), "ShardCount: must be at least 1, got '0'");
        assertRefused(
                PROVISIONED.replace("'RetentionPeriodHours': 48", "'RetentionPeriodHours': 12"),
                "RetentionPeriodHours: must be 24 to 8760, got '12'");
        assertRefused(
                PROVISIONED.replace("'ShardCount': 2", "'ShardCount': -1").replace("48", "12"),
                "RetentionPeriodHours: must be 24 to 8760, got '12'");
        assertRefused(
                ON_DEMAND.replace("ON_DEMAND", "Elastic"),
                "StreamMode: must be ON_DEMAND or PROVISIONED, got 'Elastic'");
        assertRefused(
                ON_DEMAND.replace("ON_DEMAND", "PROVISIONED"),
                "ShardCount: must be given for a stream of the mode PROVISIONED");
        assertRefused(ON_DEMAND.replace("'bills'", "'my bills'"), "Name: must be 1 to 128 letters, digits and _.-");
    }

    @Test
    void twoStreamsOfOneNameAreRefused() {
        assertRefused(
                ON_DEMAND + "," + ON_DEMAND.replace("'Bills'", "'Others'"),
                "stream bills must be declared once in the stage, got shop.Bills and shop.Others");
    }

    private static void assertRefused(String resources, String message) {
        assertThatThrownBy(() -> SmallStage.plan(resources))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(message);
    }
}

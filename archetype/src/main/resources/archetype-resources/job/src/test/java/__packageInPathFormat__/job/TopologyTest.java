package ${package}.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The uids of the operators: a snapshot is restored by them, so that a changed uid loses its operator's state. */
class TopologyTest {
    @Test
    void everyOperatorHasItsUid() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);

        ClicksPerPage.build(environment, ClicksPerPage.CONTRACT.bind(ContractTest.groups()));

        assertThat(environment.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder("clicks", "count", "page-counts");
    }
}

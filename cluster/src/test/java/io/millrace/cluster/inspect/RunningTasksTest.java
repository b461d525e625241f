package io.millrace.cluster.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.taskexecutor.TaskExecutor;
import org.apache.flink.runtime.taskmanager.Task;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorV2;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.tasks.StreamTask;
import org.junit.jupiter.api.Test;

class RunningTasksTest {
    @Test
    void flinkHasWhatLeadsToTheOutputs() throws ReflectiveOperationException {
        Map.of(
                        MiniCluster.class, "taskManagers",
                        TaskExecutor.class, "taskSlotTable",
                        Task.class, "invokable",
                        StreamTask.class, "operatorChain")
                .forEach((type, field) -> assertThat(type).hasDeclaredFields(field));
        assertThat(RunningTasks.runAsync().getParameterCount()).isEqualTo(1);
        assertThat(RunningTasks.field(AbstractStreamOperator.class, "output").getType())
                .isEqualTo(Output.class);
        assertThat(RunningTasks.field(AbstractStreamOperatorV2.class, "output").getType())
                .isEqualTo(Output.class);
        // by this name it is known that a task runs a source
        assertThat(Class.forName("org.apache.flink.streaming.runtime.tasks.SourceOperatorStreamTask"))
                .isAssignableTo(StreamTask.class);
    }

    @Test
    void withoutAClusterThereAreNoOutputs() throws Exception {
        assertThat(RunningTasks.outputs()).isEmpty();
    }
}

package io.millrace.job.state;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Opens the test harnesses of operators that run at several parallelisms. */
public final class TestHarnesses {
    private TestHarnesses() {}

    /**
     * Opens the harness of a subtask.
     *
     * @param state of all subtasks at a snapshot; null if it starts without
     * @param oldParallelism the number of those subtasks
     */
    public static <H extends AbstractStreamOperatorTestHarness<?>> H open(
            H harness, @Nullable OperatorSubtaskState state, int oldParallelism) throws Exception {
        harness.setup();
        if (state != null) {
            TaskInfo task = harness.getEnvironment().getTaskInfo();
            harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state,
                    task.getMaxNumberOfParallelSubtasks(),
                    oldParallelism,
                    task.getNumberOfParallelSubtasks(),
                    task.getIndexOfThisSubtask()));
        }
        harness.open();
        return harness;
    }
}

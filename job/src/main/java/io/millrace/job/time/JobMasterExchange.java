package io.millrace.job.time;

import java.util.concurrent.Executors;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;

/** Exchanges {@link EmptyShardReports} through a global aggregate, which the job master keeps in memory. */
final class JobMasterExchange implements EmptyShards.Factory {
    private static final long serialVersionUID = 1L;

    private final String inputs;
    private final int operators;

    /**
     * @param inputs the name of the inputs whose watermarks are combined; empty for the operator's own
     * @param operators how many operators read them
     */
    JobMasterExchange(String inputs, int operators) {
        this.inputs = inputs;
        this.operators = operators;
    }

    @Override
    public EmptyShards connect(StreamingRuntimeContext context, String operatorId) {
        GlobalAggregateManager jobMaster = context.getGlobalAggregateManager();
        String name = "empty-shards-" + (inputs.isEmpty() ? operatorId : inputs);
        EmptyShardAggregate aggregate = new EmptyShardAggregate(operators);
        TaskInfo task = context.getTaskInfo();
        int subtask = task.getIndexOfThisSubtask();
        int parallelism = task.getNumberOfParallelSubtasks();
        return new EmptyShardReports(
                (report, isFirst) -> jobMaster.updateGlobalAggregate(
                        name, EmptyShardAggregate.report(operatorId, subtask, parallelism, report, isFirst), aggregate),
                Executors.newSingleThreadExecutor(run -> {
                    Thread thread = new Thread(run, name + "-" + subtask);
                    thread.setDaemon(true);
                    return thread;
                }));
    }
}

package io.millrace.job.time;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * Collects the reports of all subtasks in the job master. Reports and results are types of the JDK, because Flink's RPC
 * does not know the classes of a job.
 */
final class EmptyShardAggregate implements AggregateFunction<String[], Map<String, boolean[]>, Boolean> {
    private static final long serialVersionUID = 1L;

    private final int operators;

    /** @param operators how many operators report */
    EmptyShardAggregate(int operators) {
        this.operators = operators;
    }

    static String[] report(String operator, int subtask, int parallelism, boolean hasEmpty) {
        return new String[] {
            operator, Integer.toString(subtask), Integer.toString(parallelism), Boolean.toString(hasEmpty)
        };
    }

    /** By operator: the subtasks that have reported that they have no empty shard. */
    @Override
    public Map<String, boolean[]> createAccumulator() {
        return new HashMap<>();
    }

    @Override
    public Map<String, boolean[]> add(String[] report, Map<String, boolean[]> byOperator) {
        int parallelism = Integer.parseInt(report[2]);
        // after a change of the parallelism, earlier reports say nothing
        boolean[] withoutEmpty = byOperator.compute(
                report[0],
                (operator, known) -> known == null || known.length != parallelism ? new boolean[parallelism] : known);
        withoutEmpty[Integer.parseInt(report[1])] = !Boolean.parseBoolean(report[3]);
        return byOperator;
    }

    /** Whether all have reported, and none has an empty shard. */
    @Override
    public Boolean getResult(Map<String, boolean[]> byOperator) {
        return byOperator.size() == operators && byOperator.values().stream().allMatch(EmptyShardAggregate::areAllSet);
    }

    private static boolean areAllSet(boolean[] flags) {
        for (boolean flag : flags) {
            if (!flag) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Map<String, boolean[]> merge(Map<String, boolean[]> left, Map<String, boolean[]> right) {
        throw new UnsupportedOperationException("the job master aggregates in one place");
    }
}

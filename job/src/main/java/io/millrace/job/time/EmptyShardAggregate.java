package io.millrace.job.time;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.jspecify.annotations.Nullable;

/**
 * Collects the reports of all subtasks in the job master. Reports and results are types of the JDK, because Flink's RPC
 * does not know the classes of a job.
 *
 * <p>A result has whether no subtask has an empty shard, and the watermark that the operators behind the shuffle have not
 * passed: that of the slowest subtask that they wait for. Before all have reported, neither is known.
 */
final class EmptyShardAggregate implements AggregateFunction<String[], Map<String, long[][]>, long[]> {
    private static final long serialVersionUID = 1L;

    static final int ARE_NONE = 0;
    static final int PASSED = 1;

    private static final int HAS_EMPTY = 0;
    private static final int COUNTS = 1;
    private static final int WATERMARK = 2;

    private final int operators;

    /** @param operators how many operators report */
    EmptyShardAggregate(int operators) {
        this.operators = operators;
    }

    /** @param isFirst of the subtask since it started: what others reported to earlier attempts is outdated */
    static String[] report(String operator, int subtask, int parallelism, SubtaskReport report, boolean isFirst) {
        return new String[] {
            operator,
            Integer.toString(subtask),
            Integer.toString(parallelism),
            Boolean.toString(isFirst),
            Boolean.toString(report.hasEmpty),
            Boolean.toString(report.counts),
            Long.toString(report.watermark)
        };
    }

    /** By operator: the latest reports of its subtasks. */
    @Override
    public Map<String, long[][]> createAccumulator() {
        return new HashMap<>();
    }

    @Override
    public Map<String, long[][]> add(String[] report, Map<String, long[][]> byOperator) {
        int subtask = Integer.parseInt(report[1]);
        int parallelism = Integer.parseInt(report[2]);
        if (Boolean.parseBoolean(report[3]) && hasReported(byOperator.get(report[0]), subtask)) {
            byOperator.clear();
        }
        // after a change of the parallelism, earlier reports say nothing
        long[][] reports = byOperator.compute(
                report[0],
                (operator, known) -> known == null || known.length != parallelism ? new long[parallelism][0] : known);
        reports[subtask] = new long[] {number(report[4]), number(report[5]), Long.parseLong(report[6])};
        return byOperator;
    }

    private static boolean hasReported(long @Nullable [][] reports, int subtask) {
        return reports != null && subtask < reports.length && reports[subtask].length > 0;
    }

    private static long number(String flag) {
        return Boolean.parseBoolean(flag) ? 1 : 0;
    }

    @Override
    public long[] getResult(Map<String, long[][]> byOperator) {
        if (byOperator.size() < operators || reports(byOperator).anyMatch(report -> report.length == 0)) {
            return new long[] {0, EmptyShards.UNKNOWN};
        }
        boolean areNone = reports(byOperator).allMatch(report -> report[HAS_EMPTY] == 0);
        return new long[] {areNone ? 1 : 0, passed(byOperator)};
    }

    private static long passed(Map<String, long[][]> byOperator) {
        return watermarks(reports(byOperator).filter(report -> report[COUNTS] == 1))
                .min()
                // they wait for nobody: the watermarks of those that were the last to be idle
                .orElseGet(() -> watermarks(reports(byOperator)).max().orElseThrow());
    }

    private static LongStream watermarks(Stream<long[]> reports) {
        return reports.mapToLong(report -> report[WATERMARK]);
    }

    private static Stream<long[]> reports(Map<String, long[][]> byOperator) {
        return byOperator.values().stream().flatMap(Arrays::stream);
    }

    @Override
    public Map<String, long[][]> merge(Map<String, long[][]> left, Map<String, long[][]> right) {
        throw new UnsupportedOperationException("the job master aggregates in one place");
    }
}

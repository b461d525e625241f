package io.millrace.job;

import static java.util.stream.Collectors.toList;

import io.millrace.contract.Contract;
import io.millrace.contract.flink.BoundJob;
import io.millrace.contract.flink.InvalidApplicationException;
import io.millrace.contract.flink.JarContract;
import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.booking.BookingAlertsJob;
import io.millrace.job.connector.Connector;
import io.millrace.job.lottery.LotteryJob;
import io.millrace.job.outliers.OutlierJob;
import io.millrace.job.rollup.RollupJob;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs of this jar. */
final class Jobs {
    private static final List<Job> ALL =
            List.of(new BookingAlertsJob(), new LotteryJob(), new OutlierJob(), new RollupJob());

    /** What the jar declares. */
    static final JarContract CONTRACT = JarContract.of(
            Connectors.all().stream().map(Connector::declaration).collect(toList()),
            ALL.stream().map(Job::contract).collect(toList()));

    private Jobs() {}

    static List<Job> all() {
        return ALL;
    }

    /**
     * Builds the job that the property groups name.
     *
     * @return the job's name
     * @throws InvalidApplicationException naming every violation in the groups
     * @throws IllegalStateException when checkpoints are unaligned
     */
    static String build(StreamExecutionEnvironment environment, Map<String, Map<String, String>> groups) {
        requireAlignedCheckpoints(environment);
        BoundJob bound = CONTRACT.bind(groups);
        Job job = ALL.stream()
                .filter(each -> Contract.jobName(groups).stream()
                        .anyMatch(each.contract().name()::equals))
                .findFirst()
                .orElseThrow();
        job.build(new JobContext(environment, bound, Connectors::of));
        return job.contract().name();
    }

    private static void requireAlignedCheckpoints(StreamExecutionEnvironment environment) {
        if (environment.getCheckpointConfig().isUnalignedCheckpointsEnabled()) {
            throw new IllegalStateException(
                    "execution.checkpointing.unaligned.enabled must be false, got true: a watermark that is restored from an"
                            + " unaligned checkpoint may pass records that are not late");
        }
    }
}

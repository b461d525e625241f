package io.millrace.job.lottery;

import io.millrace.contract.flink.JobContract;
import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.connector.RejectedRecordSerializer;

/** Draws a winner for every window of every running lottery. */
public final class LotteryJob implements Job {
    private static final String LOTTERY_EVENTS = "lottery-events";
    private static final String USER_EVENTS = "user-events";
    private static final String DRAWS = "draws";
    private static final String REJECTED = "rejected";

    private static final JobContract CONTRACT = JobContract.builder(
                    "lottery", "Draws a winner among the clicks of every window of every running lottery")
            .input(LOTTERY_EVENTS, "starts of lotteries, partitioned by lotteryId")
            .input(USER_EVENTS, "purchases of coupons and clicks, partitioned by userId")
            .output(DRAWS, "one record per lottery and window with entries")
            .output(REJECTED, "every record that could not be processed, with the reason")
            .settings(LotterySettings.all())
            .build();

    @Override
    public JobContract contract() {
        return CONTRACT;
    }

    @Override
    public void build(JobContext context) {
        LotteryTopology.Outputs outputs = new LotteryTopology(
                        LotterySettings.of(context.settings(), context.secret(LotterySettings.KEY)))
                .connect(context.source(LOTTERY_EVENTS), context.source(USER_EVENTS));
        context.sink(DRAWS, outputs.draws(), new DrawSerializer());
        context.sink(REJECTED, outputs.rejected(), new RejectedRecordSerializer());
    }
}

package io.millrace.job.lottery;

import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.connector.RejectedRecordSerializer;
import io.millrace.job.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Draws a winner for every window of every running lottery. */
public final class LotteryJob implements Job {
    private static final String LOTTERY_EVENTS = "lottery-events";
    private static final String USER_EVENTS = "user-events";
    private static final String DRAWS = "draws";
    private static final String REJECTED = "rejected";

    @Override
    public String name() {
        return "lottery";
    }

    @Override
    public String description() {
        return "Draws a winner among the clicks of every window of every running lottery";
    }

    @Override
    public Map<String, String> inputs() {
        return new TreeMap<>(Map.of(
                LOTTERY_EVENTS, "starts of lotteries, partitioned by lotteryId",
                USER_EVENTS, "purchases of coupons and clicks, partitioned by userId"));
    }

    @Override
    public Map<String, String> outputs() {
        return new TreeMap<>(Map.of(
                DRAWS, "one record per lottery and window with entries",
                REJECTED, "every record that could not be processed, with the reason"));
    }

    @Override
    public List<Setting<?>> settings() {
        return LotterySettings.all();
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

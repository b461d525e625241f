package io.millrace.job.lottery;

import io.millrace.job.record.Rejection;
import io.millrace.job.record.Rejections;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Passes a lottery's first start and rejects further ones. Keyed by lottery id.
 *
 * <p>State: one flag per lottery ever started, never cleared, because ids of lotteries are not reused.
 */
final class StartLotteries extends AbstractStreamOperator<LotteryStart>
        implements OneInputStreamOperator<LotteryStart, LotteryStart> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Boolean> started;
    private transient Rejections rejections;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        started = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("started", Boolean.class));
    }

    @Override
    public void open() throws Exception {
        super.open();
        rejections = new Rejections(output, getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<LotteryStart> element) throws Exception {
        LotteryStart start = element.getValue();
        if (started.value() != null) {
            rejections.reject(
                    Rejection.ALREADY_STARTED,
                    "Cannot start already started lottery, lotteryId: " + start.lotteryId,
                    start.source);
            return;
        }
        started.update(true);
        output.collect(element);
    }
}

package ${package}.job;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts the clicks on a page, and emits {@code page,count} at the end of each window with clicks. */
final class CountClicks extends KeyedProcessFunction<String, String, String> {
    private static final long serialVersionUID = 1L;

    private final long windowMillis;
    private transient ValueState<Long> count;

    CountClicks(Duration window) {
        this.windowMillis = window.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(String click, Context context, Collector<String> out) throws Exception {
        Long before = count.value();
        if (before == null) {
            long now = context.timerService().currentProcessingTime();
            context.timerService().registerProcessingTimeTimer(now - now % windowMillis + windowMillis);
        }
        count.update(before == null ? 1 : before + 1);
    }

    @Override
    public void onTimer(long end, OnTimerContext context, Collector<String> out) throws Exception {
        out.collect(context.getCurrentKey() + "," + count.value());
        count.clear();
    }
}

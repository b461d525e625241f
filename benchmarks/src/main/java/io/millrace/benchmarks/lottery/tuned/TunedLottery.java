package io.millrace.benchmarks.lottery.tuned;

import io.millrace.benchmarks.lottery.textbook.DrawResult;
import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.textbook.JsonFormat;
import io.millrace.benchmarks.tuned.TunedOptions;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/** {@code lottery} as an expert tunes it: {@link TunedEntries}, and bundles of entries before the second shuffle. */
public final class TunedLottery implements Pipeline {
    private final Duration window;
    private final String key;

    public TunedLottery(Duration window, String key) {
        this.window = window;
        this.key = key;
    }

    @Override
    public Map<String, String> options() {
        return TunedOptions.OPTIONS;
    }

    @Override
    public void build(Ports ports) {
        TypeInformation<Winner> winner = Types.VALUE(Winner.class);
        TunedEntries tuned = TunedEntries.of(ports, window, key);
        DataStream<DrawResult> draws = tuned.entries()
                .transform("bundle", winner, new BundleEntries(window))
                .uid("bundle")
                .keyBy(part -> part.lotteryId, Types.LONG)
                .window(TumblingEventTimeWindows.of(window))
                .aggregate(new BestOfBundles(), new DrawWinner(), winner, Types.POJO(DrawResult.class))
                .uid("draw");
        ports.sink("draws", draws, new JsonFormat<>());
        ports.sink("rejected", tuned.refused(), new JsonFormat<>());
    }
}

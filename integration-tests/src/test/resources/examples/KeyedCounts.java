import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.util.Collector;

/** Compiles with every release of Flink that the service offers: counts in keyed state, and names the release. */
public class KeyedCounts {
    public static void main(String[] args) throws Exception {
        Properties job = KinesisAnalyticsRuntime.getApplicationProperties().get("Counts");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(86_400_000);
        env.fromSource(
                        new DataGeneratorSource<>(
                                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(100), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .keyBy(number -> number % 3)
                .process(new Counter())
                .uid("counter")
                .sinkTo(FileSink.forRowFormat(new Path(job.getProperty("path")), new SimpleStringEncoder<String>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build())
                .uid("files");
        env.execute("counts");
    }

    private static final class Counter extends KeyedProcessFunction<Long, Long, String> {
        @Override
        public void processElement(Long number, Context context, Collector<String> out) throws Exception {
            ValueState<Long> count =
                    getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            out.collect(String.format(
                    "flink %s, java %d, key %d: %d",
                    EnvironmentInformation.getVersion(),
                    Runtime.version().feature(),
                    context.getCurrentKey(),
                    count.value()));
        }
    }
}

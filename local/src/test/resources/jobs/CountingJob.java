import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** Counts, keeps the count in its state, and writes at each start what it starts from. */
public class CountingJob {
    public static void main(String[] args) throws Exception {
        Properties job = KinesisAnalyticsRuntime.getApplicationProperties().get("Job");
        if (job == null || job.getProperty("starts") == null) {
            throw new IllegalArgumentException("property group 'Job' has no 'starts'");
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        // has no effect, as on the service
        env.enableCheckpointing(86_400_000);
        env.setStateBackend(new HashMapStateBackend());
        env.getCheckpointConfig().setCheckpointStorage("file:///elsewhere");
        env.addSource(new Counter(job.getProperty("starts"), job.getProperty("fails")), Types.LONG)
                .uid(job.getProperty("uid", "counter"))
                .addSink(new DiscardingSink<>())
                .uid("nowhere");
        env.execute("counting");
    }

    private static final class Counter implements SourceFunction<Long>, CheckpointedFunction {
        private final String starts;
        private final String fails;
        private transient ListState<Long> state;
        private long count;
        private volatile boolean running = true;

        private Counter(String starts, String fails) {
            this.starts = starts;
            this.fails = fails;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("count", Types.LONG));
            for (long saved : state.get()) {
                count = saved;
            }
            Files.writeString(
                    Path.of(starts), count + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            state.update(java.util.List.of(count));
        }

        @Override
        public void run(SourceContext<Long> context) throws Exception {
            if (fails != null) {
                throw new IllegalStateException(fails);
            }
            while (running) {
                synchronized (context.getCheckpointLock()) {
                    context.collect(++count);
                }
                Thread.sleep(1);
            }
        }

        @Override
        public void cancel() {
            running = false;
        }
    }
}

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.formats.json.JsonDeserializationSchema;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisProducer;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * JSON from Kinesis: a side output, calls of an AWS service, asynchronous calls, windows in event time, a sink to Kinesis and one
 * to S3.
 */
public class OrderWindows {
    private static final OutputTag<String> INVALID = new OutputTag<String>("invalid") {};

    public static class Order {
        public String item;
        public int quantity;
        public long timestamp;
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        Map<String, Properties> groups = KinesisAnalyticsRuntime.getApplicationProperties();

        Properties input = groups.get("InputStream0");
        FlinkKinesisConsumer<Order> source = new FlinkKinesisConsumer<>(
                input.getProperty("stream.name"), new JsonDeserializationSchema<>(Order.class), input);
        DataStream<Order> orders = env.addSource(source)
                .uid("orders")
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Order>forMonotonousTimestamps()
                        .withTimestampAssigner((order, arrival) -> order.timestamp));

        SingleOutputStreamOperator<Order> valid = orders.process(new ProcessFunction<Order, Order>() {
            @Override
            public void processElement(Order order, Context context, Collector<Order> out) {
                if (order.quantity > 0) {
                    out.collect(order);
                } else {
                    context.output(INVALID, "invalid order of " + order.item);
                }
            }
        }).uid("valid");

        AsyncDataStream.orderedWait(valid, new Priced(), 30, TimeUnit.SECONDS)
                .uid("priced")
                .keyBy(order -> order.item)
                .window(TumblingEventTimeWindows.of(Time.seconds(10)))
                .reduce((one, other) -> {
                    one.quantity += other.quantity;
                    return one;
                })
                .uid("sums")
                .map(order -> order.item + " " + order.quantity)
                .sinkTo(KinesisStreamsSink.<String>builder()
                        .setKinesisClientProperties(groups.get("OutputStream0"))
                        .setStreamName(groups.get("OutputStream0").getProperty("stream.name"))
                        .setSerializationSchema(new SimpleStringSchema())
                        .setPartitionKeyGenerator(text -> text)
                        .build())
                .uid("to-kinesis");

        FlinkKinesisProducer<String> producer =
                new FlinkKinesisProducer<>(new SimpleStringSchema(), groups.get("OutputStream2"));
        producer.setDefaultStream(groups.get("OutputStream2").getProperty("stream.name"));
        producer.setDefaultPartition("0");
        producer.setFailOnError(true);
        valid.getSideOutput(INVALID).addSink(producer).uid("to-kinesis-by-the-producer");

        valid.getSideOutput(INVALID)
                .sinkTo(FileSink.forRowFormat(
                                new Path(groups.get("Archive").getProperty("path")), new SimpleStringEncoder<String>())
                        .withBucketAssigner(new BasePathBucketAssigner<>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build())
                .uid("to-s3");
        env.execute("order windows");
    }

    /** Asks another system for each order; here the answer doubles it. Its starts are counted by CloudWatch. */
    private static class Priced extends RichAsyncFunction<Order, Order> {
        @Override
        public void open(Configuration parameters) {
            try (CloudWatchClient cloudWatch = CloudWatchClient.create()) {
                cloudWatch.putMetricData(request -> request.namespace("shop")
                        .metricData(metric -> metric.metricName("starts").value(1.0)));
            }
        }

        @Override
        public void asyncInvoke(Order order, ResultFuture<Order> result) {
            CompletableFuture.supplyAsync(() -> {
                order.quantity *= 2;
                return order;
            }).thenAccept(priced -> result.complete(Collections.singleton(priced)));
        }
    }
}

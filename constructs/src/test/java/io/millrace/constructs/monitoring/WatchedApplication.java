package io.millrace.constructs.monitoring;

import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.jar.ArtifactBucket;
import io.millrace.constructs.flink.jar.ArtifactBucketProps;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.flink.jar.FlinkJobJarProps;
import io.millrace.constructs.kafka.KafkaTopic;
import io.millrace.constructs.kafka.MskCluster;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import io.millrace.constructs.streams.FanOutConsumer;
import io.millrace.constructs.streams.FanOutConsumerProps;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;

/** An application with two inputs, for tests of its monitoring. */
final class WatchedApplication {
    private static final KafkaTopic TOPIC = new KafkaTopic(
            MskCluster.fromArn("arn:aws:kafka:eu-west-1:111122223333:cluster/shop/1b5c9b5a-3", "b-1-public.shop:9198"),
            "orders-v1");

    final App app;
    final Stack stack;
    final EventStream rejected;
    final FlinkApplication application;

    WatchedApplication(Path folder) throws IOException {
        this(folder, builder -> builder);
    }

    WatchedApplication(Path folder, UnaryOperator<FlinkApplicationProps.Builder> change) throws IOException {
        this(folder, (stack, builder) -> change.apply(builder));
    }

    private WatchedApplication(
            Path folder, BiFunction<Stack, FlinkApplicationProps.Builder, FlinkApplicationProps.Builder> change)
            throws IOException {
        app = new App(
                AppProps.builder().outdir(folder.resolve("assembly").toString()).build());
        stack = new Stack(app, "Stack");
        ArtifactBucket bucket = new ArtifactBucket(stack, "Artifacts", ArtifactBucketProps.defaults());
        rejected = new EventStream(stack, "Rejected", EventStreamProps.onDemand());
        FlinkJobJar jar = new FlinkJobJar(stack, "Jar", new FlinkJobJarProps(bucket, TestJar.declaringNothing(folder)));
        FlinkApplicationProps.Builder builder = FlinkApplicationProps.builder(jar)
                .lifecycle(Lifecycle.none())
                .applicationName("clicks-app")
                .input("clicks", new EventStream(stack, "Clicks", EventStreamProps.onDemand()))
                .input("users", new EventStream(stack, "Users", EventStreamProps.onDemand()));
        application =
                new FlinkApplication(stack, "App", change.apply(stack, builder).build());
    }

    /** With a third input that has a consumer of its own. */
    static WatchedApplication readingByFanOut(Path folder) throws IOException {
        return new WatchedApplication(folder, (stack, builder) -> {
            EventStream fast = new EventStream(
                    stack,
                    "Fast",
                    EventStreamProps.builder().streamName("fast-events").build());
            FanOutConsumerProps props = new FanOutConsumerProps(fast, "fast-reader");
            return builder.input("fast", new FanOutConsumer(stack, "FastReader", props));
        });
    }

    /** With a third input that is a topic, on brokers with public access. */
    static WatchedApplication readingATopic(Path folder, UnaryOperator<FlinkApplicationProps.Builder> change)
            throws IOException {
        return new WatchedApplication(folder, builder -> change.apply(builder.input("orders", TOPIC)));
    }

    /** Synthesises it with monitoring, from the default props with a change. */
    SynthesisedStack watched(UnaryOperator<FlinkMonitoringProps.Builder> change) {
        new FlinkMonitoring(
                stack,
                "Monitoring",
                change.apply(FlinkMonitoringProps.builder(application)).build());
        return SynthesisedStack.of(stack);
    }
}

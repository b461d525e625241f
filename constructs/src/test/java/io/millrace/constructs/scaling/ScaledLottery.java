package io.millrace.constructs.scaling;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.jar.ArtifactBucket;
import io.millrace.constructs.flink.jar.ArtifactBucketProps;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.flink.jar.FlinkJobJarProps;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Metric;

/** A stack with the desired parallelism, and one with an application to scale. */
final class ScaledLottery {
    static final ScalingMetric LAG = ScalingMetric.of("Lag", metric("lag"), 60_000, 1_000);
    static final ScalingMetric TRAFFIC = ScalingMetric.of("Traffic", metric("traffic"), 500, 50);

    final App app;
    final Stack state;
    final Stack stack;
    final DesiredParallelism desired;
    private final FlinkJobJar jar;

    ScaledLottery(Path folder) throws IOException {
        app = new App(
                AppProps.builder().outdir(folder.resolve("assembly").toString()).build());
        state = new Stack(app, "State");
        stack = new Stack(app, "Stack");
        desired = new DesiredParallelism(state, "Desired", new DesiredParallelismProps("/lottery/parallelism", 4));
        ArtifactBucket bucket = new ArtifactBucket(state, "Artifacts", ArtifactBucketProps.defaults());
        jar = new FlinkJobJar(stack, "Jar", new FlinkJobJarProps(bucket, TestJar.declaringNothing(folder)));
    }

    FlinkApplication application() {
        return application(UnaryOperator.identity());
    }

    FlinkApplication application(UnaryOperator<FlinkApplicationProps.Builder> change) {
        FlinkApplicationProps.Builder builder =
                FlinkApplicationProps.builder(jar).lifecycle(Lifecycle.none()).capacity(Capacity.fixed(4));
        return new FlinkApplication(stack, "App", change.apply(builder).build());
    }

    static Metric metric(String name) {
        return Metric.Builder.create().namespace("Tests").metricName(name).build();
    }
}

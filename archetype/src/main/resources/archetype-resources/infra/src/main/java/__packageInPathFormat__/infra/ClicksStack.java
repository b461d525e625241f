package ${package}.infra;

import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.FlinkRuntime;
import io.millrace.constructs.flink.jar.ArtifactBucket;
import io.millrace.constructs.flink.jar.ArtifactBucketProps;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.flink.jar.FlinkJobJarProps;
import io.millrace.constructs.monitoring.FlinkMonitoring;
import io.millrace.constructs.monitoring.FlinkMonitoringProps;
import io.millrace.constructs.streams.EventStream;
import java.nio.file.Path;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** Two streams, the job between them, and its alarms. */
final class ClicksStack extends Stack {
    ClicksStack(Construct scope, String id, StageConfig config, Path jar) {
        super(scope, id);
        EventStream clicks = new EventStream(this, "Clicks", config.streams());
        EventStream pageCounts = new EventStream(this, "PageCounts", config.streams());

        ArtifactBucket artifacts = new ArtifactBucket(
                this,
                "Artifacts",
                ArtifactBucketProps.builder()
                        .removalPolicy(config.removalPolicy())
                        .build());
        FlinkJobJar jobJar = new FlinkJobJar(this, "Jar", new FlinkJobJarProps(artifacts, jar));

        FlinkApplicationProps props = FlinkApplicationProps.builder(jobJar)
                .runtime(FlinkRuntime.FLINK_2_2)
                .job("clicks-per-page")
                .setting("window", config.window())
                .input("clicks", clicks)
                .output("page-counts", pageCounts)
                .capacity(config.capacity())
                .removalPolicy(config.removalPolicy())
                .build();
        FlinkApplication application = new FlinkApplication(this, "ClicksPerPage", props);
        new FlinkMonitoring(this, "Monitoring", FlinkMonitoringProps.of(application));
    }
}

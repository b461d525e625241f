package com.example.clickstream.infra;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.jar.ArtifactBucket;
import io.millrace.constructs.flink.jar.ArtifactBucketProps;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.flink.jar.FlinkJobJarProps;
import io.millrace.constructs.monitoring.AlarmThresholds;
import io.millrace.constructs.monitoring.FlinkMonitoring;
import io.millrace.constructs.monitoring.FlinkMonitoringProps;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** Two streams, the job between them, and what watches it. */
final class ClickstreamStack extends Stack {
    ClickstreamStack(Construct scope, String id, Path jar) {
        super(scope, id);
        EventStream clicks = new EventStream(this, "Clicks", EventStreamProps.onDemand());
        EventStream pageCounts = new EventStream(this, "PageCounts", EventStreamProps.provisioned(1));
        ArtifactBucket artifacts = new ArtifactBucket(this, "Artifacts", ArtifactBucketProps.defaults());

        FlinkJobJar jobJar = new FlinkJobJar(this, "Jar", new FlinkJobJarProps(artifacts, jar));
        FlinkApplicationProps props = FlinkApplicationProps.builder(jobJar)
                .input("clicks", clicks)
                .output("page-counts", pageCounts)
                .propertyGroup(
                        "Counting", Map.of("window", Duration.ofSeconds(10).toString()))
                .capacity(Capacity.builder(2).parallelismPerKpu(2).build())
                .build();
        FlinkApplication application = new FlinkApplication(this, "ClicksPerPage", props);
        FlinkMonitoringProps monitoring = FlinkMonitoringProps.builder(application)
                .thresholds(
                        AlarmThresholds.builder().maxLag(Duration.ofMinutes(5)).build())
                .build();
        new FlinkMonitoring(this, "Monitoring", monitoring);
    }
}

package io.millrace.constructs.monitoring;

import io.millrace.constructs.flink.IFlinkApplication;
import io.millrace.constructs.flink.binding.TopicInput;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.amazon.awscdk.services.cloudwatch.YAxisProps;
import software.constructs.Construct;

/** A dashboard for one application: whether it runs, whether it keeps up, what it costs, and its streams. */
final class FlinkDashboard {
    private static final int WIDTH = 24;
    private static final int HEIGHT = 6;

    private FlinkDashboard() {}

    static Dashboard in(Construct scope, FlinkMonitoringProps props, List<? extends IAlarm> alarms) {
        Dashboard dashboard = Dashboard.Builder.create(scope, "Dashboard").build();
        dashboard.addWidgets(title(props));
        if (!alarms.isEmpty()) {
            dashboard.addWidgets(AlarmStatusWidget.Builder.create()
                    .title("Alarms")
                    .alarms(alarms)
                    .width(WIDTH)
                    .build());
        }
        FlinkMetrics metrics = FlinkMetrics.of(props.application());
        row(
                dashboard,
                graph("Not running, ms", metrics.notRunningMillis()),
                graph("Restarts", metrics.restarts()),
                graph("Running, ms", metrics.runningMillis()),
                graph("KPUs", metrics.kpus()));
        row(
                dashboard,
                graph("CPU, %", metrics.cpuPercent(), metrics.containerCpuPercent()),
                graph(
                        "Memory, %",
                        metrics.heapMemoryPercent(),
                        metrics.containerMemoryPercent(),
                        metrics.oldGenerationGcPercent()),
                graph("Back pressure, ms per second", metrics.backPressuredMillisPerSecond()),
                graph("Threads", metrics.threads()));
        row(
                dashboard,
                graph("Last checkpoint, ms", metrics.lastCheckpointDurationMillis()),
                graph("Last checkpoint, bytes", metrics.lastCheckpointSizeBytes()),
                graph("Failed checkpoints", metrics.failedCheckpoints()));
        row(dashboard, records(metrics));
        inputs(dashboard, metrics, props.application());
        topicInputs(dashboard, metrics, props.application());
        props.rejected().ifPresent(stream -> row(dashboard, graph("Rejected records", incoming(stream))));
        return dashboard;
    }

    private static GraphWidget[] records(FlinkMetrics metrics) {
        if (!metrics.isQueried()) {
            return new GraphWidget[] {
                graph("Records per second", metrics.recordsInPerSecond(), metrics.recordsOutPerSecond())
            };
        }
        return new GraphWidget[] {
            graph("Records in per second", metrics.recordsInPerSecond()),
            graph("Records out per second", metrics.recordsOutPerSecond())
        };
    }

    private static void inputs(Dashboard dashboard, FlinkMetrics metrics, IFlinkApplication application) {
        WatchedStreams streams = WatchedStreams.of(application, Stack.of(dashboard));
        streams.inputs().forEach((name, stream) -> {
            StreamMetrics streamMetrics = StreamMetrics.of(stream);
            FanOutConsumer consumer = streams.consumers().get(name);
            List<GraphWidget> graphs = new ArrayList<>(List.of(
                    graph(
                            name + ": behind the newest record, ms",
                            metrics.behindLatestMillis(stream),
                            StreamMetrics.lagMillis(stream, consumer)),
                    graph(name + ": records", streamMetrics.incomingRecords()),
                    graph(name + ": throttled", streamMetrics.throttledWrites(), streamMetrics.throttledReads())));
            if (consumer != null) {
                graphs.add(graph(
                        name + ": fan-out failures, %",
                        streamMetrics.failedSubscriptionsPercent(consumer),
                        streamMetrics.failedEventsPercent(consumer)));
            }
            row(dashboard, graphs.toArray(GraphWidget[]::new));
        });
    }

    private static void topicInputs(Dashboard dashboard, FlinkMetrics metrics, IFlinkApplication application) {
        Map<String, TopicInput> inputs = WatchedStreams.props(application)
                .map(props -> props.bindings().topicInputs())
                .orElse(Map.of());
        if (!inputs.isEmpty()) {
            row(dashboard, graph("All topics: behind the newest record, records", metrics.maxRecordsLag()));
        }
        inputs.forEach((name, input) -> {
            TopicMetrics topicMetrics = TopicMetrics.of(input);
            row(
                    dashboard,
                    graph(name + ": behind the newest record, s", topicMetrics.estimatedMaxTimeLagSeconds()),
                    graph(
                            name + ": behind the newest record, records",
                            topicMetrics.maxOffsetLag(),
                            topicMetrics.sumOffsetLag()));
        });
    }

    private static IMetric incoming(EventStream stream) {
        return StreamMetrics.of(stream).incomingRecords();
    }

    private static IWidget title(FlinkMonitoringProps props) {
        return TextWidget.Builder.create()
                .markdown("# " + props.application().applicationName() + "\n\nWhat the alarms mean: " + props.runbook())
                .width(WIDTH)
                .height(2)
                .build();
    }

    private static void row(Dashboard dashboard, GraphWidget... graphs) {
        List<IWidget> row = new ArrayList<>(List.of(graphs));
        dashboard.addWidgets(row.toArray(IWidget[]::new));
    }

    private static GraphWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(List.of(metrics))
                .leftYAxis(YAxisProps.builder().min(0).showUnits(false).build())
                .width(WIDTH / 4)
                .height(HEIGHT)
                .build();
    }
}

package io.millrace.constructs.monitoring;

import io.millrace.constructs.access.OwnersPolicy;
import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.IFlinkApplication;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Stack;

/** What is known about an application's bindings: of an imported one, nothing. */
record WatchedStreams(
        Map<String, EventStream> inputs,
        Map<String, EventStream> outputs,
        Map<String, FanOutConsumer> consumers,
        Stack stack) {

    /** @param stack of the alarms and the dashboard */
    static WatchedStreams of(IFlinkApplication application, Stack stack) {
        return props(application)
                .map(FlinkApplicationProps::bindings)
                .map(bindings ->
                        new WatchedStreams(bindings.inputs(), bindings.outputs(), bindings.fanOutConsumers(), stack))
                .orElseGet(() -> new WatchedStreams(Map.of(), Map.of(), Map.of(), stack));
    }

    static Optional<FlinkApplicationProps> props(IFlinkApplication application) {
        return application instanceof FlinkApplication own ? Optional.of(own.props()) : Optional.empty();
    }

    /** Everything that is read and written. */
    Map<String, EventStream> all() {
        Map<String, EventStream> all = new LinkedHashMap<>(inputs);
        all.putAll(outputs);
        return all;
    }

    /** Kinesis reports to CloudWatch where the stream is, and alarms are about metrics of their own account and region. */
    boolean reportsHere(EventStream stream) {
        return !OwnersPolicy.differ(stream.environment().getAccount(), stack.getAccount())
                && !OwnersPolicy.differ(stream.environment().getRegion(), stack.getRegion());
    }
}

package io.millrace.job.record;

import io.millrace.job.metric.CustomMetrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Rejects records of one operator: sends them to the side output, and counts them as {@code rejected.<code>}. */
public final class Rejections {
    private final Output<?> output;
    private final Map<Rejection, Counter> counters = new EnumMap<>(Rejection.class);

    public Rejections(Output<?> output, MetricGroup operator) {
        this.output = output;
        MetricGroup group = CustomMetrics.of(operator);
        for (Rejection rejection : Rejection.values()) {
            counters.put(rejection, group.counter("rejected." + rejection.name().toLowerCase(Locale.ROOT)));
        }
    }

    public void reject(Rejection rejection, String reason, SourceRecord source) {
        Counter counter = counters.get(rejection);
        if (counter != null) {
            counter.inc();
        }
        output.collect(RejectedRecord.TAG, new StreamRecord<>(new RejectedRecord(rejection, reason, source)));
    }

    public void reject(RejectedException rejected, SourceRecord source) {
        reject(rejected.rejection(), rejected.reason(), source);
    }
}

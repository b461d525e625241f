package io.millrace.connector.kinesis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Notes the watermarks that it gets. */
@SuppressWarnings("try") // Flink closes the operator
final class SeenWatermarks extends AbstractStreamOperator<String> implements OneInputStreamOperator<String, String> {
    private static final long serialVersionUID = 1L;
    private static final Map<String, List<Long>> SEEN = new ConcurrentHashMap<>();

    private final String name;

    SeenWatermarks(String name) {
        this.name = name;
    }

    static List<Long> of(String name) {
        return SEEN.getOrDefault(name, List.of());
    }

    @Override
    public void processElement(StreamRecord<String> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        SEEN.computeIfAbsent(name, none -> new CopyOnWriteArrayList<>()).add(mark.getTimestamp());
        super.processWatermark(mark);
    }
}

package io.millrace.job.connector.kafka;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls the end offsets of partitions from the brokers, asynchronously. A reader that has reached an end has read all
 * records that were there at the time of the request.
 *
 * <p>The end is the high watermark, whatever the consumer's isolation. A consumer of committed records stops at the oldest
 * open transaction, whose records have arrived but are not visible yet: until it ends, the partition does not count as
 * read. A record that only the leader has is not included. It may become visible later than marked, once it is
 * replicated; the job's {@code events.clock-skew} must allow for that.
 */
final class EndOffsetPoller implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 250;

    private final Admin admin;
    private final Map<TopicPartition, End> ends = new HashMap<>();
    private final AtomicReference<Map<TopicPartition, End>> response = new AtomicReference<>(Map.of());
    private volatile boolean pending;
    private long requestedMillis;

    /** The end of a partition at the time of a request. */
    private static final class End {
        private final long offset;
        private final long requestedMillis;

        private End(long offset, long requestedMillis) {
            this.offset = offset;
            this.requestedMillis = requestedMillis;
        }
    }

    EndOffsetPoller(Properties properties) {
        this.admin = Admin.create(properties);
    }

    /**
     * The partitions that have been read to a requested end. Each end is returned once.
     *
     * @param position the next offset to read in a partition
     * @return the time of the request for each partition, in epoch milliseconds by this machine's clock
     */
    Map<TopicPartition, Long> reached(Set<TopicPartition> partitions, ToLongFunction<TopicPartition> position) {
        long now = System.currentTimeMillis();
        ends.putAll(response.getAndSet(Map.of()));
        Map<TopicPartition, Long> reached = new HashMap<>();
        for (Iterator<Map.Entry<TopicPartition, End>> each = ends.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<TopicPartition, End> end = each.next();
            if (position.applyAsLong(end.getKey()) >= end.getValue().offset) {
                reached.put(end.getKey(), end.getValue().requestedMillis);
                each.remove();
            }
        }
        // a clock that is set back must not stop the requests
        if (!pending && Math.abs(now - requestedMillis) >= INTERVAL_MILLIS) {
            request(partitions, now);
        }
        return reached;
    }

    /** Requests the ends of partitions without a pending one: a reader that lags must reach an end at some time. */
    private void request(Set<TopicPartition> partitions, long now) {
        Map<TopicPartition, OffsetSpec> request = partitions.stream()
                .filter(partition -> !ends.containsKey(partition))
                .collect(toMap(Function.identity(), partition -> OffsetSpec.latest()));
        if (request.isEmpty()) {
            return;
        }
        pending = true;
        requestedMillis = now;
        // a failed request is repeated; the consumer reports brokers that are gone
        KafkaFuture<?> unused = admin.listOffsets(request, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all()
                .whenComplete((found, failure) -> {
                    if (failure == null) {
                        response.set(ends(found, now));
                    }
                    pending = false;
                });
    }

    private static Map<TopicPartition, End> ends(
            Map<TopicPartition, ListOffsetsResultInfo> found, long requestedMillis) {
        Map<TopicPartition, End> ends = new HashMap<>();
        found.forEach((partition, end) -> ends.put(partition, new End(end.offset(), requestedMillis)));
        return ends;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

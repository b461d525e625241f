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
    private final AtomicReference<Map<TopicPartition, End>> answer = new AtomicReference<>(Map.of());
    private volatile boolean asking;
    private long askedMillis;

    /** The end of a partition at the time of a request. */
    private static final class End {
        private final long offset;
        private final long askedMillis;

        private End(long offset, long askedMillis) {
            this.offset = offset;
            this.askedMillis = askedMillis;
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
        ends.putAll(answer.getAndSet(Map.of()));
        Map<TopicPartition, Long> reached = new HashMap<>();
        for (Iterator<Map.Entry<TopicPartition, End>> each = ends.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<TopicPartition, End> end = each.next();
            if (position.applyAsLong(end.getKey()) >= end.getValue().offset) {
                reached.put(end.getKey(), end.getValue().askedMillis);
                each.remove();
            }
        }
        if (!asking && now >= askedMillis + INTERVAL_MILLIS) {
            ask(partitions, now);
        }
        return reached;
    }

    /** Requests the ends of partitions without a pending one: a reader that lags must reach an end at some time. */
    private void ask(Set<TopicPartition> partitions, long now) {
        Map<TopicPartition, OffsetSpec> question = partitions.stream()
                .filter(partition -> !ends.containsKey(partition))
                .collect(toMap(Function.identity(), partition -> OffsetSpec.latest()));
        if (question.isEmpty()) {
            return;
        }
        asking = true;
        askedMillis = now;
        // a failed request is repeated; the consumer reports brokers that are gone
        KafkaFuture<?> unused = admin.listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all()
                .whenComplete((found, failure) -> {
                    if (failure == null) {
                        answer.set(ends(found, now));
                    }
                    asking = false;
                });
    }

    private static Map<TopicPartition, End> ends(Map<TopicPartition, ListOffsetsResultInfo> found, long askedMillis) {
        Map<TopicPartition, End> ends = new HashMap<>();
        found.forEach((partition, end) -> ends.put(partition, new End(end.offset(), askedMillis)));
        return ends;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

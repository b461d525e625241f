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
 * Asks the brokers, every now and then and without waiting for the answer, where partitions end: whoever has read up to
 * there has read everything that was there when the question was asked.
 *
 * <p>The end is the high watermark, whatever the consumer's isolation. A consumer of committed records stops at the
 * oldest transaction that is open, and so such a transaction keeps a partition from having been read: its records have
 * arrived, and will yet appear. A record that has reached only the leader is not counted; until its replicas have it,
 * it may come later than was said, by as much as the job's {@code events.clock-skew} must allow.
 */
final class EndOffsetPoller implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 250;

    private final Admin admin;
    private final Map<TopicPartition, End> ends = new HashMap<>();
    private final AtomicReference<Map<TopicPartition, End>> answer = new AtomicReference<>(Map.of());
    private volatile boolean asking;
    private long askedMillis;

    /** Where a partition ended at a moment. */
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
     * Which of the partitions have been read to an end that was asked for; each end is reached once.
     *
     * @param position the next offset to be read of a partition
     * @return partition to when its end was asked for, in epoch milliseconds by this machine's clock
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

    /** Asks for what is not being waited for: a reader that is behind must reach an end one day. */
    private void ask(Set<TopicPartition> partitions, long now) {
        Map<TopicPartition, OffsetSpec> question = partitions.stream()
                .filter(partition -> !ends.containsKey(partition))
                .collect(toMap(Function.identity(), partition -> OffsetSpec.latest()));
        if (question.isEmpty()) {
            return;
        }
        asking = true;
        askedMillis = now;
        // a broker that does not answer is asked again; whether it is gone is the consumer's to say
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

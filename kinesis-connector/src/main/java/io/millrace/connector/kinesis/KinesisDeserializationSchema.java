package io.millrace.connector.kinesis;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;

/**
 * Turns records into elements of a stream.
 *
 * <p>A schema may also emit elements that tell how far a shard has been read. The callbacks for this are called in order
 * with the shard's records: {@link #shardOpened} before the first, {@link #shardRead} and {@link #shardEnded} after all
 * that they speak of. By default they emit nothing.
 *
 * <p>A shard that has ended is closed when its children have been opened, here or in other subtasks. So until a child can hold
 * event time back, its parent does.
 *
 * <p>Elements of a record have its time of arrival as their timestamp, until a watermark strategy assigns another.
 *
 * @param <T> the type of the elements
 */
public interface KinesisDeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {

    /**
     * Called once in each subtask, before all other methods.
     *
     * @throws Exception to fail the job
     */
    default void open(DeserializationSchema.InitializationContext context) throws Exception {}

    /**
     * Emits the elements of a record: none, one or more.
     *
     * @throws IOException to fail the job
     */
    void deserialize(KinesisRecord record, Collector<T> out) throws IOException;

    /** Called when this subtask begins to read a shard, also after a restore. */
    default void shardOpened(ShardStart shard, Collector<T> out) {}

    /**
     * Called once in each subtask, when all shards with which it starts have been opened. There may be none. Shards that
     * come later are children of shards that have been read, or come from a failed subtask.
     */
    default void shardsListed(Collector<T> out) {}

    /**
     * Called when a shard has been read to its tip.
     *
     * @param until all records that had arrived before have been emitted; by the clock of this machine
     */
    default void shardRead(String shardId, Instant until, Collector<T> out) {}

    /** Called when a shard has ended, by a split or merge, and all its records have been emitted. */
    default void shardEnded(String shardId, Collector<T> out) {}

    /**
     * Called some time after {@link #shardEnded}: when the children of the shard have been opened; if this subtask reads
     * them, before the first record of one. After a restore it may be called without the other.
     */
    default void shardClosed(String shardId, Collector<T> out) {}

    /**
     * A schema for which the data of a record is all that matters.
     *
     * @param schema reads the data
     */
    static <T> KinesisDeserializationSchema<T> of(DeserializationSchema<T> schema) {
        return new DataSchema<>(schema);
    }
}

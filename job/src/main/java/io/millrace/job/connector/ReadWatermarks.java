package io.millrace.job.connector;

import io.millrace.job.record.SourceRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Until when one shard has been read, by the arrival of its records. A shard of which this is unknown is idle: no other waits
 * for it. So is one that has ended, because its subtask may get no other.
 *
 * <p>Before a record says when it arrived, a shard is idle also when it has been read to its end: Flink 2.2.1 does not resume a shard
 * that becomes idle while it is paused (FLINK-40093).
 */
final class ReadWatermarks implements WatermarkGenerator<SourceRecord> {
    /** Much of a stream may be read within one interval between watermarks. */
    private static final long GREATEST_STEP_MILLIS = 1_000;

    /** Whether its records say when they arrived. */
    private boolean known;

    private boolean idle;
    private long readUntil = SourceRecord.NO_ARRIVAL;
    private long emitted = SourceRecord.NO_ARRIVAL;

    @Override
    public void onEvent(SourceRecord record, long timestamp, WatermarkOutput output) {
        switch (record.kind) {
            case DATA:
                known = record.hasArrival();
                read(record, output);
                break;
            case SHARD_READ:
                read(record, output);
                break;
            case SHARD_ENDED:
                forget(output);
                break;
            default:
                break;
        }
    }

    private void read(SourceRecord record, WatermarkOutput output) {
        if (!known) {
            forget(output);
            return;
        }
        idle = false;
        readUntil = Math.max(readUntil, record.arrivalMillis);
        if (readUntil - GREATEST_STEP_MILLIS >= emitted) {
            emit(output);
        }
    }

    private void emit(WatermarkOutput output) {
        emitted = readUntil;
        output.emitWatermark(new Watermark(readUntil));
    }

    private void forget(WatermarkOutput output) {
        readUntil = SourceRecord.NO_ARRIVAL;
        if (!idle) {
            idle = true;
            output.markIdle();
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (readUntil > emitted) {
            emit(output);
        }
    }
}

package io.millrace.job.connector.kinesis;

import io.millrace.job.record.SourceRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** Leaves a record unparsed: the operator that parses it can reject it. */
final class SourceRecordSchema implements KinesisDeserializationSchema<SourceRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public SourceRecord deserialize(
            byte[] data, String partitionKey, String sequenceNumber, long arrival, String stream, String shard) {
        return SourceRecord.data(stream, shard, sequenceNumber, partitionKey, arrival, data);
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return TypeInformation.of(SourceRecord.class);
    }
}

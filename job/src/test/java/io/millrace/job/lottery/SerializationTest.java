package io.millrace.job.lottery;

import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.ShardTime;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kryo would tie state to this jar's classes: every type in a stream or in state is a POJO, with all its fields. */
class SerializationTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Account.class,
                Draw.class,
                Entry.class,
                Lottery.class,
                LotteryStart.class,
                PartialDraw.class,
                RejectedRecord.class,
                ShardTime.class,
                SourceRecord.class,
                UserEvent.class,
            })
    void typeNeedsNoKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}

package io.millrace.job.booking;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kryo would tie state to this jar's classes: every type in a stream or in state is a POJO, with all its fields. */
class SerializationTest {
    @ParameterizedTest
    @ValueSource(classes = {Alert.class, BookingEvent.class, Escalation.class, Story.class})
    void typeNeedsNoKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}

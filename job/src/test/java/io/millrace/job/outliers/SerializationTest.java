package io.millrace.job.outliers;

import io.millrace.job.measurement.Measurement;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kryo would tie state to this jar's classes: every type in a stream or in state is a POJO, with all its fields. */
class SerializationTest {
    @ParameterizedTest
    @ValueSource(classes = {Measurement.class, Outlier.class, Usual.class})
    void typeNeedsNoKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}

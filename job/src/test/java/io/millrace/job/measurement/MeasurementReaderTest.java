package io.millrace.job.measurement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.contract.flink.Settings;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementReaderTest {
    private static final long NOON = 1_790_000_000_000L;
    private static final MeasurementReader READER = reader(Map.of(), true);

    private static MeasurementReader reader(Map<String, String> settings, boolean valued) {
        return new MeasurementReader(MeasurementSettings.of(new Settings(settings)), valued);
    }

    private static SourceRecord record(String json) {
        return SourceRecord.data("s", "shard-0", "1", "p", NOON, json.getBytes(UTF_8));
    }

    @Test
    void readsKeyValueAndTime() throws RejectedException {
        SourceRecord record = record("{\"x\":[1,{}],\"key\":\"a\",\"value\":1.25,\"timestamp\":1000}");

        assertThat(READER.read(record)).isEqualTo(new Measurement("a", 1_250_000, 1_000));
    }

    @Test
    void readsThemAtAnyPath() throws RejectedException {
        MeasurementReader reader = reader(
                Map.of(
                        "key.path", "$.device.id",
                        "value.path", "$.readings[?(@.name == 'temp')].value",
                        "time.path", "$.at",
                        "value.scale", "1"),
                true);
        SourceRecord record = record("{\"device\":{\"id\":7},\"readings\":[{\"name\":\"rpm\",\"value\":9},"
                + "{\"name\":\"temp\",\"value\":21.25}],\"at\":\"1970-01-01T01:00:01+01:00\"}");

        assertThat(reader.read(record)).isEqualTo(new Measurement("7", 212, 1_000));
    }

    @Test
    void measurementWithoutATimeHasThatOfItsArrival() throws RejectedException {
        assertThat(READER.read(record("{\"key\":\"a\",\"value\":1}")).time).isEqualTo(NOON);
        assertThat(READER.read(record("{\"key\":\"a\",\"value\":1,\"timestamp\":null}")).time)
                .isEqualTo(NOON);
    }

    @Test
    void unusedValueIsNotRead() throws RejectedException {
        assertThat(reader(Map.of(), false).read(record("{\"key\":\"a\",\"value\":{}}")).value)
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|WRONG_SHAPE|$.key is missing",
                "{\"key\":\"a\"}|WRONG_SHAPE|$.value is missing",
                "{\"key\":null,\"value\":1}|WRONG_SHAPE|$.key must not be null",
                "{\"key\":{\"a\":1},\"value\":1}|WRONG_SHAPE|$.key must be a string, number or boolean, got {\"a\":1}",
                "{\"key\":\"a\",\"value\":\"1\"}|WRONG_SHAPE|$.value must be a number, got \"1\"",
                "{\"key\":\"a\",\"value\":1e13}|OUT_OF_RANGE|$.value must fit 64 bits with 6 decimal places, got 1e13",
                "{\"key\":\"\",\"value\":1}|OUT_OF_RANGE|$.key must be 1 to 256 characters long, got 0",
                "{\"key\":\"a\",\"value\":1,\"timestamp\":1790000060001}|OUT_OF_RANGE|timestamp must be at most 60000 ms after the record's arrival, got 1790000060001 for an arrival at 1790000000000",
                "{\"key\":\"a\",\"value\":1} {}|NOT_JSON|not JSON: there is more after the value",
            })
    void recordThatIsNoMeasurementIsRejected(String json, Rejection code, String reason) {
        RejectedException rejected = catchThrowableOfType(RejectedException.class, () -> READER.read(record(json)));

        assertThat(rejected.rejection()).isEqualTo(code);
        assertThat(rejected.reason()).isEqualTo(reason);
    }

    @Test
    void noBytesEscapeAsAnotherException() {
        byte[] valid = "{\"key\":\"a\\u00e9\\ud83d\\ude00\",\"value\":-12.5e3,\"timestamp\":\"2026-01-31T12:00:00Z\"}"
                .getBytes(UTF_8);
        Random random = new Random(7);
        int rejected = 0;
        for (int i = 0; i < 100_000; i++) {
            rejected += isRejected(mutated(valid, random)) ? 1 : 0;
        }

        assertThat(rejected).isBetween(50_000, 99_999);
    }

    private static boolean isRejected(byte[] data) {
        try {
            READER.read(SourceRecord.data("s", "shard-0", "1", "p", NOON, data));
            return false;
        } catch (RejectedException e) {
            assertThat(e.reason()).isNotBlank().hasSizeLessThan(1_000);
            return true;
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}

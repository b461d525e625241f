package io.millrace.job.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.SourceRecord;
import org.junit.jupiter.api.Test;

class EventTimesTest {
    private static SourceRecord arrived(long millis) {
        return SourceRecord.data("s", "shard-0", "1", "key", millis, new byte[0]);
    }

    private static SourceRecord created(long millis) {
        return SourceRecord.created("s", "shard-0", "1", "key", millis, new byte[0]);
    }

    @Test
    void timeOfAnEventWithoutATimestampIsItsArrivalOrItsCreationOrTheEpoch() throws RejectedException {
        assertThat(EventTimes.withoutTimestamp(arrived(1_000))).isEqualTo(1_000);
        assertThat(EventTimes.withoutTimestamp(created(2_000))).isEqualTo(2_000);
        assertThat(EventTimes.withoutTimestamp(arrived(SourceRecord.NO_ARRIVAL)))
                .isZero();
        assertThatThrownBy(() -> EventTimes.withoutTimestamp(created(253_402_300_800_000L)))
                .hasMessageContaining("the record's own time must be epoch milliseconds from 0 to 253402300799999");
    }

    @Test
    void timestampsGoFromTheEpochToTheYear9999() throws RejectedException {
        assertThat(EventTimes.checked("at", 0)).isZero();
        assertThat(EventTimes.checked("at", 1)).isEqualTo(1);
        assertThat(EventTimes.checked("at", 253_402_300_799_999L)).isEqualTo(253_402_300_799_999L);
        assertThatThrownBy(() -> EventTimes.checked("at", -1))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("at must be epoch milliseconds from 0 to 253402300799999, got -1");
        assertThatThrownBy(() -> EventTimes.checked("at", 253_402_300_800_000L))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("got 253402300800000");
    }

    @Test
    void timestampMayBeAheadOfTheArrivalByALimit() throws RejectedException {
        assertThat(EventTimes.notAhead(900, arrived(1_000), 60)).isEqualTo(900);
        assertThat(EventTimes.notAhead(1_060, arrived(1_000), 60)).isEqualTo(1_060);
        assertThatThrownBy(() -> EventTimes.notAhead(1_061, arrived(1_000), 60))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(
                        "timestamp must be at most 60 ms after the record's arrival, got 1061 for an arrival at 1000");
    }

    @Test
    void withoutAnArrivalATimestampMayBeAheadOfTheCreationByTheLimit() throws RejectedException {
        assertThat(EventTimes.notAhead(1_060, created(1_000), 60)).isEqualTo(1_060);
        assertThatThrownBy(() -> EventTimes.notAhead(1_061, created(1_000), 60))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(
                        "timestamp must be at most 60 ms after the record's creation, got 1061 for a creation at 1000");
    }

    @Test
    void withoutEitherATimestampIsNotAheadOfIt() throws RejectedException {
        assertThat(EventTimes.notAhead(9_999_999, arrived(SourceRecord.NO_ARRIVAL), 60))
                .isEqualTo(9_999_999);
    }
}

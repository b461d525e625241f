package io.millrace.job.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventTimeReportTest {
    private static final String SETTINGS = "\"outOfOrderness\":20,\"idleTimeout\":300,\"clockSkew\":5,\"readSkew\":400";

    private final EventTimeReport report = new EventTimeReport(new EventTimeSettings(
            Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(5), Duration.ofMillis(400)));

    @Test
    void nothingIsReportedBeforeItIsAskedFor() {
        report.update(1, Long.MIN_VALUE, false, false);

        assertThat(report.getValue()).isEmpty();
        report.update(2, Long.MIN_VALUE, false, false);
        assertThat(report.getValue())
                .isEqualTo("{\"at\":2,\"idle\":false,\"listed\":false," + SETTINGS + ",\"empty\":0,\"shards\":[]}");
    }

    @Test
    void theSlowestShardComesFirst() {
        ask();
        report.add(time("s/1", 1_000), 1_500, 979);
        report.add(time("s/2", 900), 1_500, 879);
        report.add(new ShardTime("s/3"), 1_400, Long.MAX_VALUE);
        report.update(1_600, 800, false, true);

        assertThat(report.getValue())
                .isEqualTo("{\"at\":1600,\"watermark\":800,\"idle\":false,\"listed\":true," + SETTINGS
                        + ",\"empty\":1,\"shards\":["
                        + "{\"shard\":\"s/2\",\"state\":\"TIMED\",\"watermark\":879,\"newest\":900,\"offset\":-7,\"readUntil\":1500,\"since\":1600},"
                        + "{\"shard\":\"s/1\",\"state\":\"TIMED\",\"watermark\":979,\"newest\":1000,\"offset\":-7,\"readUntil\":1500},"
                        + "{\"shard\":\"s/3\",\"state\":\"EMPTY\",\"readUntil\":1400}]}");
    }

    @Test
    void aShardThatIsNotReadHoldsBeforeAllOthers() {
        ask();
        report.add(time("s/1", 1_000), 1_500, 979);
        report.add(new ShardTime("s/2"), Long.MIN_VALUE, Long.MIN_VALUE);
        report.update(1_600, Long.MIN_VALUE, false, true);

        assertThat(report.getValue()).contains("\"shards\":[{\"shard\":\"s/2\",\"state\":\"UNREAD\",\"since\":1600}");
    }

    @Test
    void aShardHoldsSinceItsNewestEventIsTheNewest() {
        report.add(time("s/1", 1_000), 1_500, 979);
        report.update(2_000, 900, false, true);
        ask();
        report.add(time("s/1", 1_000), 2_500, 979);
        report.update(3_000, 979, false, true);
        assertThat(report.getValue()).contains("\"since\":2000");

        report.add(time("s/1", 1_001), 2_500, 980);
        report.update(4_000, 980, false, true);
        assertThat(report.getValue()).contains("\"since\":4000");
    }

    @Test
    void theNumberOfShardsIsBounded() {
        ask();
        IntStream.range(0, 100).forEach(shard -> report.add(time("s/" + shard, 1_000 + shard), 1_500, 900 + shard));
        report.update(1_600, 800, false, true);

        assertThat(report.getValue().split("\"state\"", -1)).hasSize(17);
    }

    @Test
    void namesCannotBreakTheJson() {
        ask();
        report.add(time("s\"\\/1\n", 1_000), 1_500, 979);
        report.update(1_600, 800, false, true);

        assertThat(report.getValue()).contains("{\"shard\":\"s??/1?\"");
    }

    private void ask() {
        String unused = report.getValue();
    }

    private static ShardTime time(String shard, long newest) {
        ShardTime time = new ShardTime(shard);
        time.newest = newest;
        time.offset = -7;
        return time;
    }
}

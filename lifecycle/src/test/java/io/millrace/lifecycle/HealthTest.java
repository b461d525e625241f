package io.millrace.lifecycle;

import static io.millrace.lifecycle.Health.Verdict.FAILING;
import static io.millrace.lifecycle.Health.Verdict.HEALTHY;
import static io.millrace.lifecycle.Health.Verdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A job that was submitted at 30 seconds past noon, watched for three minutes. It may restart once before that. */
class HealthTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void aJobIsJudgedByItsMinutes(String job, Health.Verdict verdict, String points) {
        assertThat(Health.assess(points(points), NOON.plusSeconds(30), Duration.ofMinutes(3), 1)
                        .verdict())
                .isEqualTo(verdict);
    }

    /** Points as {@code minute:restarts:seconds running}. */
    static Stream<Arguments> jobs() {
        return Stream.of(
                Arguments.of("runs on", HEALTHY, "1:0:60 2:0:120 3:0:180"),
                Arguments.of("runs on, after restarts in its first minute", HEALTHY, "1:2:10 2:2:70 3:2:130"),
                Arguments.of("restarted while it came into being", HEALTHY, "0:0:20 1:1:10 2:1:70 3:1:130"),
                Arguments.of("the job before it was another", HEALTHY, "-1:7:900 0:8:5 1:0:60 2:0:120 3:0:180"),
                Arguments.of("some minutes have not arrived", HEALTHY, "1:0:60 4:0:240"),
                Arguments.of("nothing has arrived", UNDECIDED, ""),
                Arguments.of("only the minute of its birth has arrived", UNDECIDED, "0:0:30"),
                Arguments.of("too short", UNDECIDED, "1:0:60 2:0:120"),
                Arguments.of("scaled, and too short since", UNDECIDED, "1:0:60 2:0:120 3:0:20 4:0:80"),
                Arguments.of("scaled, and long enough since", HEALTHY, "1:0:60 2:0:20 3:0:80 4:0:140"),
                Arguments.of("scaled in a gap, and too short since", UNDECIDED, "1:0:60 4:0:61"),
                Arguments.of("scaled in a gap, and long enough since", HEALTHY, "1:0:60 4:0:61 5:0:121 6:0:181"),
                Arguments.of("submitted anew, its count begins anew", HEALTHY, "1:5:60 2:0:90 3:0:150 4:0:210"),
                Arguments.of("restarted once", UNDECIDED, "1:0:60 2:1:20"),
                Arguments.of("restarted once, and too short since", UNDECIDED, "1:0:60 2:1:20 3:1:80 4:1:140"),
                Arguments.of("restarted once, and long enough since", HEALTHY, "1:0:60 2:1:20 3:1:80 4:1:140 5:1:200"),
                Arguments.of("restarted twice at once", FAILING, "1:0:60 2:2:20"),
                Arguments.of("restarted twice", FAILING, "1:0:60 2:1:20 3:1:80 4:1:140 5:2:10"),
                Arguments.of("restarted, was scaled, restarted", FAILING, "1:0:60 2:1:20 3:0:20 4:1:30"),
                Arguments.of("restarted, and stands still since", FAILING, "1:0:60 2:1:0 3:1:0 4:1:0 5:1:0"),
                Arguments.of("stands still", FAILING, "1:0:0 2:0:0 3:0:0"),
                Arguments.of("dies and is submitted again all the time", UNDECIDED, "1:0:60 2:0:20 3:0:10 4:0:5"));
    }

    private static List<HealthPoint> points(String text) {
        List<HealthPoint> points = new ArrayList<>();
        for (String point : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            String[] parts = point.split(":", -1);
            points.add(new HealthPoint(
                    NOON.plus(Duration.ofMinutes(Long.parseLong(parts[0]))),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]) * 1000));
        }
        return points;
    }
}

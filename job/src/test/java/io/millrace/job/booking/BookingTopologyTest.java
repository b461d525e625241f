package io.millrace.job.booking;

import static io.millrace.job.booking.Specimen.created;
import static io.millrace.job.booking.Specimen.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.flink.Settings;
import io.millrace.job.replay.ShardLog;
import io.millrace.job.replay.ShardLogSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class BookingTopologyTest {
    private final ShardLog creations = new ShardLog("booking-created", "shard-0");
    private final ShardLog events = new ShardLog("booking-events", "shard-0");

    private TreeSet<String> results() throws Exception {
        return BookingRun.of(Specimen.settings(), List.of(creations), List.of(events))
                .results();
    }

    @Test
    void bookingsAreMatchedAndEscalated() throws Exception {
        creations.add(created("good", 1_000, "10")).add(created("lonely", 1_000, "11"));
        events.add(event("good", "PAYMENT_SUCCEEDED", 900, "20")).add(event("good", "PAYMENT_SUCCEEDED", 1_500, "21"));
        events.add(event("good", "CONFIRMED", 2_000));
        for (int time = 3_000; time < 6_000; time += 1_000) {
            events.add(event("bad", "PAYMENT_FAILED", time));
        }
        events.add(event("bad", "CANCELLED", 7_000));
        events.add(event("good", "PAYMENT_SUCCEEDED", 7_100)).add("{}").add(event("good", "CANCELLED", 1_000));

        assertThat(results())
                .containsExactly(
                        "alert MATCHED good-900 at 1500: created 1000 10, 2 until 1500 21",
                        "alert UNMATCHED lonely-1000 at 11000: created 1000 11, 0 until null null",
                        "escalation payment-trouble:bad-3000-7000 at 7000 of 4",
                        "escalation unconfirmed:lonely-1000-7000 at 7000 of 1",
                        "rejected booking-events/shard-0/8: WRONG_SHAPE",
                        "rejected booking-events/shard-0/9: LATE");
    }

    /**
     * A changed or missing uid means that a deploy discards state. The uids of the default
     * sequences change with their steps, and only then.
     */
    @Test
    void operatorsKeepTheirUids() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        BookingTopology.Outputs outputs = new BookingTopology(BookingSettings.of(new Settings(Map.of())))
                .connect(
                        ShardLogSource.of(environment, "test-created", List.of()),
                        ShardLogSource.of(environment, "test-events", List.of()));
        outputs.alerts().getTransformation();

        assertThat(environment.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "test-created",
                        "test-events",
                        "booking-created-time",
                        "booking-events-time",
                        "select-relevant-events",
                        "booking-events-in-order",
                        "correlate-bookings",
                        "select-payment-trouble-da47f9d5",
                        "follow-payment-trouble-da47f9d5",
                        "select-unconfirmed-047e1a94",
                        "follow-unconfirmed-047e1a94");
    }

    /** Rescaling is safe only within one task. */
    @Test
    void operatorsThatKeepTheSortersKeyAreChainedToIt() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        BookingTopology.Outputs outputs = new BookingTopology(Specimen.settings())
                .connect(
                        ShardLogSource.of(environment, "test-created", List.of()),
                        ShardLogSource.of(environment, "test-events", List.of()));
        outputs.alerts().getTransformation();

        assertThat(environment.getStreamGraph().getJobGraph().getVertices())
                .extracting(JobVertex::getName)
                .containsExactlyInAnyOrder(
                        "Source: test-created -> Creations' time",
                        "Source: test-events -> Booking events' time -> Select relevant events",
                        "Booking events in order -> (Correlate bookings,"
                                + " Select records for payment-trouble -> Follow payment-trouble,"
                                + " Select records for unconfirmed -> Follow unconfirmed)");
    }
}

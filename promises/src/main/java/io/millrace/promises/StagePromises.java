package io.millrace.promises;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The promises of a stage: its jobs do their work, its applications are healthy and have alarms, and its stacks are those
 * of the assembly. Where streams outlive their stack, records are put only on request, and without them the jobs' work is
 * not checked. All records are put first, and then their results are awaited.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class StagePromises {
    /** The time until alarms and metrics of a new stage have data. */
    private static final Duration UNTIL_MEASURED = Duration.ofMinutes(10);

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);

    private final CheckedStage stage;
    private Target target;
    private StageTemplates assembly;
    private Optional<JobPromises> jobs = Optional.empty();

    protected StagePromises(CheckedStage stage) {
        this.stage = requireNonNull(stage, "stage is null");
    }

    /** Connects to the stage, which must be running. */
    protected abstract Target connect(CheckedStage stage);

    @BeforeAll
    void connectAndPutRecords() {
        target = connect(stage);
        assembly = StageTemplates.of(stage);
        if (stage.write() || !assembly.retainsRecords()) {
            Run run = Run.begin();
            System.out.println("the keys of this run contain " + run.number());
            jobs = Optional.of(JobPromises.feed(target, run));
        }
    }

    @AfterAll
    void disconnect() {
        if (target != null) { // null after a failure to connect
            target.close();
        }
    }

    @Test
    @Order(1)
    void lotteriesAreDrawnAndTheirRulesKept() {
        LotteryPromise lottery = assumeFed().lottery();
        lottery.everyEntryIsDrawnOnceAndEveryWinnerIsAUser();
        lottery.whatBreaksARuleIsRejectedWithTheRule();
    }

    @Test
    @Order(1)
    void bookingsGiveAlertsAndEscalations() {
        BookingPromise bookings = assumeFed().bookings();
        bookings.aPaidBookingIsOneAlertWithBothItsRecords();
        bookings.aTroubledBookingEscalates();
        bookings.whatIsNotABookingIsRejected();
    }

    @Test
    @Order(1)
    void measurementsGiveOutliersAndRollups() {
        MeasurementPromise measurements = assumeFed().measurements();
        measurements.theOutlierIsFound();
        measurements.bothJobsRejectWhatIsNotAMeasurement();
        measurements.aMinuteOfAKeyIsOneRecordWithEveryAggregate();
    }

    private JobPromises assumeFed() {
        assumeTrue(
                jobs.isPresent(), () -> "stage %s retains its records, so none are put; -Dmillrace.write=true puts them"
                        .formatted(stage.name()));
        return jobs.orElseThrow();
    }

    @Test
    @Order(2)
    void everyApplicationOfTheAssemblyRunsAndIsHealthy() {
        assertThat(target.applications())
                .containsOnlyKeys(assembly.applications().keySet())
                .allSatisfy((application, state) ->
                        assertThat(state).as(application).isEqualTo("RUNNING"));
    }

    @Test
    @Order(2)
    void everyInputIsBeingRead() {
        assumeTrue(
                target.reads(JobPromises.INPUTS.get(0)).isPresent(),
                "reads are not counted here; results of the records that were put show that they were read");
        for (String input : JobPromises.INPUTS) {
            await(input + " is read")
                    .atMost(UNTIL_MEASURED)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> target.reads(input).orElseThrow() > 0);
        }
    }

    @Test
    @Order(2)
    void everyApplicationHasAlarmsAndTheyAreOk() {
        Map<String, Boolean> alarms = assembly.alarms();
        assumeTrue(
                assembly.retainsRecords() || !alarms.isEmpty(),
                () -> "stage %s declares no alarms, and retains no records".formatted(stage.name()));
        assertThat(assembly.applications().values()).isNotEmpty().allSatisfy(stack -> assertThat(alarms.keySet())
                .anyMatch(alarm -> alarm.startsWith(stack + "/MonitoringDowntime"))
                .anyMatch(alarm -> alarm.startsWith(stack + "/MonitoringRestarts")));

        target.alarms().ifPresent(first -> await("alarms are OK")
                .atMost(UNTIL_MEASURED)
                .pollInterval(POLL_INTERVAL)
                .untilAsserted(() -> assertThat(target.alarms().orElseThrow())
                        .containsOnlyKeys(alarms.keySet())
                        .allSatisfy((alarm, state) -> assertThat(state)
                                .as(alarm)
                                .isIn(
                                        Boolean.TRUE.equals(alarms.get(alarm))
                                                ? List.of("OK", "INSUFFICIENT_DATA")
                                                : List.of("OK")))));
    }

    @Test
    @Order(2)
    void theDeployedTemplatesAreTheAssemblys() {
        assertThat(target.deployedTemplates()).isEqualTo(assembly.digests());
    }
}

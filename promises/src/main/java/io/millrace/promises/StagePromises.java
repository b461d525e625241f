package io.millrace.promises;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.promises.StageTemplates.StackResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The promises of a stage: its jobs do their work, and its applications are healthy and have alarms. {@code deploy/smoke} checks that
 * its stacks are those of the assembly. Where streams outlive their stack, records are put only on request, and without them the jobs' work is
 * not checked. All records are put first, and then their results are awaited.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class StagePromises {
    /** The time until alarms and metrics of a new stage have data. */
    private static final Duration UNTIL_MEASURED = Duration.ofMinutes(10);

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);

    /** The statuses of an application whose job runs. The service scales and patches it whenever it has to. */
    private static final List<String> RUNS = List.of("RUNNING", "AUTOSCALING", "MAINTENANCE");

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
            jobs = Optional.of(JobPromises.feed(target, run, assembly.streamNames()));
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
        LotteryPromise lottery = assumeFed(JobPromises::lottery);
        lottery.everyEntryIsDrawnOnceAndEveryWinnerIsAUser();
        lottery.whatBreaksARuleIsRejectedWithTheRule();
    }

    @Test
    @Order(1)
    void bookingsGiveAlertsAndEscalations() {
        BookingPromise bookings = assumeFed(JobPromises::bookings);
        bookings.aPaidBookingIsOneAlertWithBothItsRecords();
        bookings.aTroubledBookingEscalates();
        bookings.whatIsNotABookingIsRejected();
    }

    @Test
    @Order(1)
    void outliersAmongMeasurementsAreFound() {
        OutlierPromise outliers = assumeFed(JobPromises::outliers);
        outliers.theOutlierIsFound();
        outliers.whatIsNotAMeasurementIsRejected();
    }

    @Test
    @Order(1)
    void measurementsAreReducedToRollups() {
        RollupPromise rollup = assumeFed(JobPromises::rollup);
        rollup.whatIsNotAMeasurementIsRejected();
        rollup.aMinuteOfAKeyIsOneRecordWithEveryAggregate();
    }

    private <P> P assumeFed(Function<JobPromises, Optional<P>> promise) {
        assumeTrue(
                jobs.isPresent(), () -> "stage %s retains its records, so none are put; -Dmillrace.write=true puts them"
                        .formatted(stage.name()));
        Optional<P> fed = jobs.flatMap(promise);
        assumeTrue(fed.isPresent(), () -> "stage %s does not have the job".formatted(stage.name()));
        return fed.orElseThrow();
    }

    @Test
    @Order(2)
    void everyApplicationOfTheAssemblyRunsAndIsHealthy() {
        eventually("every application runs").untilAsserted(() -> assertThat(target.applications())
                .containsOnlyKeys(assembly.applications().keySet())
                .allSatisfy((application, state) ->
                        assertThat(state).as(application).isIn(RUNS)));
    }

    @Test
    @Order(2)
    void everyInputIsBeingRead() {
        List<String> inputs = JobPromises.INPUTS.stream()
                .filter(assembly.streamNames()::contains)
                .toList();
        assumeTrue(
                inputs.stream().allMatch(input -> target.reads(input).isPresent()),
                "reads are not counted here; results of the records that were put show that they were read");
        for (String input : inputs) {
            eventually(input + " is read").until(() -> target.reads(input).orElseThrow() > 0);
        }
    }

    private static ConditionFactory eventually(String what) {
        return await(what).atMost(UNTIL_MEASURED).pollDelay(Duration.ZERO).pollInterval(POLL_INTERVAL);
    }

    @Test
    @Order(2)
    void everyApplicationHasAlarmsAndTheyAreOk() {
        Map<String, Boolean> alarms = assembly.alarms();
        assumeTrue(
                assembly.retainsRecords() || !alarms.isEmpty(),
                () -> "stage %s declares no alarms, and retains no records".formatted(stage.name()));
        assertThat(assembly.applications()).isNotEmpty().allSatisfy((application, stack) -> assertThat(
                        assembly.alarmsOf(new StackResource(stack, application)))
                .as(application)
                .anyMatch(alarm -> alarm.contains("MonitoringDowntime"))
                .anyMatch(alarm -> alarm.contains("MonitoringRestarts")));

        target.alarms().ifPresent(first -> eventually("alarms are OK")
                .untilAsserted(() -> assertThat(target.alarms().orElseThrow())
                        .containsOnlyKeys(alarms.keySet())
                        .allSatisfy((alarm, state) -> assertThat(state)
                                .as(alarm)
                                .isIn(
                                        Boolean.TRUE.equals(alarms.get(alarm))
                                                ? List.of("OK", "INSUFFICIENT_DATA")
                                                : List.of("OK")))));
    }
}

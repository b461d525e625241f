package io.millrace.integration.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a stage promises: that its jobs do what they are for, that they are healthy and watched, and that it is what the
 * assembly says. Where nothing may be put, only the last two. Everything is put at once, and then waited for.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PromisesIT {
    private static final Target TARGET = Target.ofProperties();
    /** What alarms and metrics take to tell of a stage that was deployed a moment ago. */
    private static final Duration UNTIL_WATCHED = Duration.ofMinutes(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final List<String> INPUTS =
            List.of("LotteryEvents", "UserEvents", "BookingCreated", "BookingEvents", "Measurements");

    @RegisterExtension
    static final TargetStage STAGE = TARGET.stage();

    private static StageTemplates assembly;
    private static LotteryPromise lottery;
    private static BookingPromise bookings;
    private static MeasurementPromise measurements;

    @BeforeAll
    static void feed() {
        assembly = StageTemplates.of(TARGET);
        if (TARGET.writable()) {
            Run run = Run.begin();
            System.out.println("the keys of this run contain " + run.number());
            lottery = LotteryPromise.feed(STAGE, run);
            bookings = BookingPromise.feed(STAGE, run);
            measurements = MeasurementPromise.feed(STAGE, run);
        }
    }

    @Test
    @Order(1)
    void lotteriesAreDrawnAndTheirRulesKept() {
        assumeFed();
        lottery.everyEntryIsDrawnOnceAndAWinnerIsOneOfTheUsers();
        lottery.whatBreaksARuleIsRejectedWithTheRule();
    }

    @Test
    @Order(1)
    void bookingsGiveAlertsAndEscalations() {
        assumeFed();
        bookings.aPaidBookingGivesOneAlertOfBothItsHalves();
        bookings.aTroubledBookingEscalates();
        bookings.whatIsNoBookingIsRejected();
    }

    @Test
    @Order(1)
    void measurementsGiveOutliersAndRollups() {
        assumeFed();
        measurements.theOneThatIsFarFromTheOthersIsFound();
        measurements.whatIsNoMeasurementIsRejectedByBothJobs();
        measurements.aKeysMinuteIsOneRecordWithEveryAggregate();
    }

    private static void assumeFed() {
        assumeTrue(TARGET.writable(), () -> "stage %s is not written to; -Dmillrace.write=true puts records"
                .formatted(TARGET.stageName()));
    }

    @Test
    @Order(2)
    void everyApplicationOfTheAssemblyRunsAndIsHealthy() {
        assertThat(STAGE.applications())
                .containsOnlyKeys(assembly.applications().keySet())
                .allSatisfy((application, state) ->
                        assertThat(state).as(application).isEqualTo("RUNNING"));
    }

    @Test
    @Order(2)
    void everyInputIsBeingRead() {
        assumeTrue(
                STAGE.reads(INPUTS.get(0)).isPresent(),
                "nothing counts reads here: what was put and came out was read");
        for (String input : INPUTS) {
            await(input + " is read")
                    .atMost(UNTIL_WATCHED)
                    .pollInterval(BETWEEN_LOOKS)
                    .until(() -> STAGE.reads(input).orElseThrow() > 0);
        }
    }

    @Test
    @Order(2)
    void everyApplicationHasAlarmsAndTheyAreOk() {
        assumeTrue(TARGET.watched(), () -> "stage %s has no alarms".formatted(TARGET.stageName()));
        Map<String, Boolean> alarms = assembly.alarms();
        assertThat(assembly.applications().values()).isNotEmpty().allSatisfy(stack -> assertThat(alarms.keySet())
                .anyMatch(alarm -> alarm.startsWith(stack + "/MonitoringDowntime"))
                .anyMatch(alarm -> alarm.startsWith(stack + "/MonitoringRestarts")));

        STAGE.alarms().ifPresent(first -> await("alarms are OK")
                .atMost(UNTIL_WATCHED)
                .pollInterval(BETWEEN_LOOKS)
                .untilAsserted(() -> assertThat(STAGE.alarms().orElseThrow())
                        .containsOnlyKeys(alarms.keySet())
                        .allSatisfy((alarm, state) -> assertThat(state)
                                .as(alarm)
                                .isIn(alarms.get(alarm) ? List.of("OK", "INSUFFICIENT_DATA") : List.of("OK")))));
    }

    @Test
    @Order(2)
    void theDeployedTemplatesAreTheAssemblys() {
        assertThat(STAGE.deployedTemplates())
                .isEqualTo(StageTemplates.of(TARGET).digests());
    }
}

package io.millrace.rehearsal;

import static io.millrace.rehearsal.SmallRelease.export;
import static io.millrace.rehearsal.SmallRelease.importing;
import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stack;
import static io.millrace.rehearsal.SmallRelease.stackOf;
import static io.millrace.rehearsal.SmallRelease.stage;
import static io.millrace.rehearsal.SmallRelease.stream;
import static io.millrace.rehearsal.SmallRelease.template;
import static io.millrace.rehearsal.SmallRelease.withTerminationProtection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.rehearsal.deployment.Procedure;
import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.Rule.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final String LOGS = resource("Logs", "AWS::Logs::LogGroup", "");

    @Test
    void aFirstDeploymentFailsOnceAtEachResource() {
        RehearsalReport report = Rehearsal.ofFirst(release("one", shop(LOGS, stream("Orders", ""))));

        assertThat(report.isClean()).isTrue();
        assertThat(report.failures()).isEqualTo(2);
    }

    @Test
    void aFailedFirstDeploymentOfAProtectedStackCannotBeRepeated() {
        Stage stage = stage(withTerminationProtection(stack("shop", LOGS, stream("Orders", ""))));

        RehearsalReport report = Rehearsal.ofFirst(release("one", stage));

        assertThat(report.occurrences(Severity.REFUSED)).singleElement().satisfies(occurrence -> {
            assertThat(occurrence.step()).isEqualTo("step 1, repeated");
            assertThat(occurrence.at()).isEqualTo("after a failure at Logs of shop");
            assertThat(occurrence.times()).isEqualTo(2);
            assertThat(occurrence.finding().rule()).isEqualTo(Rule.TERMINATION_PROTECTION);
        });
        assertThat(report.text())
                .contains("- step 1, repeated after a failure at Logs of shop and 1 more: stack shop: stack must");
    }

    @Test
    void theLongestListOfOrphansIsReported() {
        String kept = "'%s': {'Type': 'AWS::SNS::Topic', 'DeletionPolicy': 'Retain'}";
        Stage stage = shop(kept.formatted("One"), kept.formatted("Two"), kept.formatted("Three"));

        RehearsalReport report = Rehearsal.ofFirst(release("one", stage));

        assertThat(report.occurrences()).singleElement().satisfies(occurrence -> {
            assertThat(occurrence.step()).isEqualTo("step 1, failed");
            assertThat(occurrence.at()).isEqualTo("after a failure at Two of shop");
            assertThat(occurrence.times()).isEqualTo(2);
            assertThat(occurrence.finding().sentence()).contains("after the rollback: One, Two;");
        });
    }

    @Test
    void ofSentencesOfOneLengthTheFirstIsReported() {
        Occurrences occurrences = new Occurrences();
        occurrences.add("step 1", new Finding(Rule.ORPHANED, "shop", "rollback", "one"));
        occurrences.add("step 1", new Finding(Rule.ORPHANED, "shop", "rollback", "two"));

        assertThat(occurrences.all())
                .extracting(occurrence -> occurrence.finding().sentence())
                .containsExactly("one");
    }

    /** The account has the current release already, and how it got there is past. */
    @Test
    void theCurrentReleaseFailsNowhere() {
        Stage stage = stage(withTerminationProtection(stack("shop", LOGS)));

        RehearsalReport report = Rehearsal.ofForwardAndBack(release("one", stage), release("one", stage));

        assertThat(report.isClean()).isTrue();
        assertThat(report.failures()).isZero();
    }

    @Test
    void aNewBindingBlocksTheWayBack() {
        Release current = release("one", bound(false));
        Release next = release("two", bound(true));

        RehearsalReport report = Rehearsal.ofForwardAndBack(current, next);

        assertThat(report.steps().get(1).result().succeeded()).isTrue();
        assertThat(report.occurrences(Severity.REFUSED))
                .extracting(RehearsalReport.Occurrence::step)
                .containsExactly("step 3");
        assertThat(report.occurrences(Severity.REFUSED).get(0).finding().rule()).isEqualTo(Rule.EXPORT_IN_USE);
    }

    /** The former release is also deployed when the next one has stopped half way. */
    @Test
    void theWayBackAfterAFailureIsRehearsed() {
        Stage current = stage(stack("shop", LOGS, stream("Old", "")));
        Stage next = shop(
                LOGS,
                resource("Orders", "AWS::Kinesis::Stream", "'Name': 'orders'", "Retain"),
                stream("Old", "'RetentionPeriodHours': 48"));

        RehearsalReport report = Rehearsal.of(List.of(release("one", current), release("two", next)));

        assertThat(report.occurrences(Severity.REFUSED)).singleElement().satisfies(occurrence -> {
            assertThat(occurrence.step()).isEqualTo("step 2, repeated");
            assertThat(occurrence.at()).isEqualTo("after a failure at Old of shop");
            assertThat(occurrence.finding().rule()).isEqualTo(Rule.NAME_TAKEN);
        });
    }

    /** The job of the new binding was deployed before the failure, and holds its export. */
    @Test
    void aNewBindingBlocksTheWayBackAfterALaterFailure() {
        Release current = release("one", with(bound(false), stack("web", stream("Clicks", ""))));
        Release next = release("two", with(bound(true), stack("web", stream("Clicks", "'RetentionPeriodHours': 48"))));

        RehearsalReport report = Rehearsal.of(List.of(current, next));

        assertThat(report.occurrences(Severity.REFUSED)).singleElement().satisfies(occurrence -> {
            assertThat(occurrence.step()).isEqualTo("step 2, back to one");
            assertThat(occurrence.at()).isEqualTo("after a failure at Clicks of web");
            assertThat(occurrence.finding().rule()).isEqualTo(Rule.EXPORT_IN_USE);
        });
    }

    @Test
    void theReportIsATableOfWhatHoldsStateAndTheFindings() {
        Release current = release("a1", shop(LOGS, stream("Orders", "'Name': 'one'"), stream("Copies", "")));
        Release next =
                release("b2", shop(LOGS, stream("Orders", "'Name': 'two'"), resource("Role", "AWS::IAM::Role", "")));

        assertThat(Rehearsal.of(List.of(current, next)).text()).isEqualTo("""
                stage test

                step 1: deploy a1: 3 created
                step 2: deploy b2: 1 created, 1 kept, 1 REPLACED, 1 DELETED

                What holds state:
                stack  resource  type                  step 1   step 2
                shop   Logs      AWS::Logs::LogGroup   created  kept
                shop   Orders    AWS::Kinesis::Stream  created  REPLACED
                shop   Copies    AWS::Kinesis::Stream  created  DELETED

                DATA LOST:
                - step 2: stack shop: Orders: AWS::Kinesis::Stream would be replaced by an empty one, because Name changes; the old one is deleted with its data
                - step 2: stack shop: Copies: AWS::Kinesis::Stream would be deleted with its data, because the template does not have it any more; retain it with a DeletionPolicy in a release before

                2 failures injected; 0 refusals, 2 losses, 0 notes
                """);
    }

    @Test
    void theReportOfARefusedReleaseHasWhatIsRolledBackAndWhatIsNotReached() {
        String old = stream("Old", "");
        Release first = release("a", stage(stack("shop", LOGS, stream("Orders", "'ShardCount': 1")), stack("z", old)));
        Release refused = release(
                "b",
                stage(stack("shop", LOGS, stream("Orders", "'ShardCount': 3"), stream("New", "")), stack("z", old)));
        Release last = release("c", shop(LOGS));

        assertThat(Rehearsal.of(List.of(first, refused, last, last)).text())
                .contains("""
                        step 2: deploy b: stack shop fails and is rolled back
                        step 3: deploy c: 1 kept, 1 DELETED
                        step 4: deploy c: 1 kept

                        What holds state:
                        stack  resource  type                  step 1   step 2       step 3   step 4
                        shop   Logs      AWS::Logs::LogGroup   created  kept         kept     kept
                        shop   Orders    AWS::Kinesis::Stream  created  rolled back  DELETED  -
                        z      Old       AWS::Kinesis::Stream  created  kept         kept     kept
                        shop   New       AWS::Kinesis::Stream  -        not created  -        -
                        """)
                .contains("\nTo know:\n- step 3: stack z: ");
    }

    /** The first of its two deployments keeps what the second one deletes, and creates what that one keeps. */
    @Test
    void theDeployScriptIsOneStep() {
        String read = export("Orders");
        Release current = release("a", stage(stackOf("shop", template(new String[] {stream("Orders", "")}, read))));
        Release next = release("b", shop(stream("Copies", "")));

        assertThat(Rehearsal.of(List.of(current, next), Procedure.DEPLOY_SCRIPT).text())
                .contains("""
                        stack  resource  type                  step 1   step 2
                        shop   Orders    AWS::Kinesis::Stream  created  DELETED
                        shop   Copies    AWS::Kinesis::Stream  -        created
                        """);
    }

    @Test
    void whatTheNextReleaseHasBroughtGoesOnTheWayBack() {
        Release current = release("one", shop(LOGS));
        Release next = release("two", shop(LOGS, stream("Orders", "")));

        RehearsalReport report = Rehearsal.ofForwardAndBack(current, next);

        assertThat(report.isClean()).isTrue();
        assertThat(report.occurrences(Severity.NOTE))
                .extracting(occurrence -> occurrence.finding().rule())
                .containsExactly(Rule.DELETED_AGAIN);
    }

    /** Though it also follows each failure. */
    @Test
    void whatTheDeploymentItselfFindsIsReportedOnce() {
        Release current = release("one", stage(stack("shop", LOGS), stack("old", LOGS)));
        Release next = release("two", shop(LOGS, stream("Orders", ""), stream("Copies", "")));

        RehearsalReport report = Rehearsal.of(List.of(current, next));

        assertThat(report.failures()).isEqualTo(2);
        assertThat(report.occurrences()).singleElement().satisfies(occurrence -> {
            assertThat(occurrence.step()).isEqualTo("step 2");
            assertThat(occurrence.finding().rule()).isEqualTo(Rule.LEFT_BEHIND);
        });
    }

    @Test
    void aRehearsalNeedsARelease() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rehearsal.of(List.of()))
                .withMessage("a rehearsal must have releases, got none; give it at least one");
    }

    private static Release release(String name, Stage stage) {
        return new Release(name, stage);
    }

    private static Stage with(Stage stage, StackArtifact more) {
        return stage(Stream.concat(stage.stacks().stream(), Stream.of(more)).toArray(StackArtifact[]::new));
    }

    private static Stage bound(boolean bound) {
        return stage(
                stackOf("state", template(new String[] {stream("Orders", "")}, bound ? export("Orders") : "")),
                stackOf("job", template(new String[] {bound ? importing("Job", "Orders") : LOGS}, ""), "state"));
    }
}

package io.millrace.infra;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment of a branch: small, and deleted automatically. */
class ReviewStageTest {
    private static final String APPLICATION = "AWS::KinesisAnalyticsV2::Application";

    private final SynthesisedApp app = SynthesisedApp.whole();

    @Test
    void aBranchHasAnEnvironmentAfterAllOthers() {
        assertThat(app.stages()).hasSize(Environments.ALL.size() + 1).last().isEqualTo("review");
        assertThat(app.stack("review", "State").getStackName()).isEqualTo("millrace-review-featu-o9k9qu-state");
        assertThat(app.stack("review", "Jobs").getStackName()).isEqualTo("millrace-review-featu-o9k9qu-jobs");
    }

    @Test
    void itIsAsSmallAsPossible() {
        SynthesisedStack state = app.template("review", "State");
        SynthesisedStack jobs = app.template("review", "Jobs");

        assertThat(state.all("AWS::Kinesis::Stream").values()).allSatisfy(stream -> {
            assertThat(stream.at("/Properties/ShardCount").asInt()).isEqualTo(1);
            assertThat(stream.at("/Properties/RetentionPeriodHours").asInt()).isEqualTo(24);
        });
        assertThat(jobs.all(APPLICATION).values())
                .hasSameSizeAs(JobApplication.ALL)
                .allSatisfy(application -> assertThat(
                                application.at(
                                        "/Properties/ApplicationConfiguration/FlinkApplicationConfiguration/ParallelismConfiguration"))
                        .isEqualTo(json("{'ConfigurationType': 'CUSTOM', 'Parallelism': 1, 'ParallelismPerKPU': 1,"
                                + " 'AutoScalingEnabled': false}")));
        assertThat(jobs.types()).doesNotContain("AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard");
    }

    /** In dev, each stack of an application has as many functions as the one stack here. */
    @Test
    void itsJobsShareTheFunctionsThatDeployAndOperateThem() {
        SynthesisedStack jobs = app.template("review", "Jobs");
        SynthesisedStack alone = app.template("dev", "Lottery");

        assertThat(jobs.all("AWS::Lambda::Function").keySet())
                .isEqualTo(alone.all("AWS::Lambda::Function").keySet());
        // a role for each application, and one for the schedule
        assertThat(jobs.all("AWS::IAM::Role"))
                .hasSize(alone.all("AWS::IAM::Role").size() - 1 + JobApplication.ALL.size() + 1);
        assertThat(jobs.outputs().keySet()).contains("LotteryApplicationName", "BookingAlertsApplicationName");
    }

    /** An application takes two KPUs, most of what an environment costs while idle. */
    @Test
    void itHasOneJobUnlessItAsksForOthers() {
        assertThat(jobs(Map.of())).containsExactly("lottery");
        assertThat(jobs(Map.of("MILLRACE_REVIEW_JOBS", ""))).containsExactly("lottery");
        assertThat(jobs(Map.of("MILLRACE_REVIEW_JOBS", "outliers, rollup"))).containsExactly("rollup", "outliers");
        assertThat(jobs(Map.of("MILLRACE_REVIEW_JOBS", "all")))
                .containsExactlyElementsOf(
                        JobApplication.ALL.stream().map(JobApplication::job).toList());
    }

    @Test
    void aJobThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> jobs(Map.of("MILLRACE_REVIEW_JOBS", "rollup,loterry,all")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the jobs of environment 'review' must be some of lottery, booking-alerts, rollup, outliers, got"
                                + " 'loterry, all'");
        assertThatThrownBy(() -> Environments.with(Map.of("MILLRACE_PROD_JOBS", "lottery"), Environments.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("got MILLRACE_PROD_JOBS");
    }

    private static List<String> jobs(Map<String, String> jobs) {
        Map<String, String> variables = new HashMap<>(jobs);
        variables.put("MILLRACE_REVIEW", "feature/login-page");
        List<StageConfig> environments = Environments.with(variables, Environments.ALL);
        return environments.get(environments.size() - 1).select(JobApplication.ALL).stream()
                .map(JobApplication::job)
                .toList();
    }

    @Test
    void nothingOutlivesItsStacks() {
        for (String id : app.stacks("review")) {
            assertThat(app.stack("review", id).getTerminationProtection()).isFalse();
            assertThat(app.template("review", id).findAll("DeletionPolicy"))
                    .extracting(JsonNode::asText)
                    .containsOnly("Delete");
        }
    }

    /** The streams go two hours later, because CloudFormation does not delete what another stack imports. */
    @Test
    void everyStackIsDeletedTheNextNightTheStreamsLast() {
        for (String id : app.stacks("review")) {
            JsonNode schedule = app.template("review", id).properties("AWS::Scheduler::Schedule");

            assertThat(schedule.get("ScheduleExpression").asText())
                    .isEqualTo(id.equals("State") ? "cron(0 3 * * ? *)" : "cron(0 1 * * ? *)");
        }
    }

    @Test
    void noOtherEnvironmentIsDeleted() {
        for (StageConfig environment : Environments.ALL) {
            for (String id : app.stacks(environment.name())) {
                assertThat(app.template(environment.name(), id).types()).doesNotContain("AWS::Scheduler::Schedule");
            }
        }
    }

    @Test
    void itIsNotInTheAccountOfAnEnvironmentThatRequiresAnApproval() {
        Map<String, String> variables = Map.of(
                "MILLRACE_REVIEW", "feature/login-page",
                "MILLRACE_REVIEW_TARGET", "aws://222222222222/eu-west-1",
                "MILLRACE_PROD_TARGET", "aws://222222222222/eu-central-1");

        assertThatThrownBy(() -> Environments.with(variables, Environments.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "MILLRACE_REVIEW_TARGET must name another account than 'prod' has, which requires an approval, got"
                                + " '222222222222'; anyone who can push a branch can deploy there");
    }
}

package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.integration.pipeline.Workplace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs of the pipeline and of the promotion that it generates, and when they run. */
class PipelineIT {
    private static final String DEPLOYS = "MILLRACE_DEPLOY=true";
    private static final String OWN = "CI_PROJECT_PATH=group/millrace";
    private static final Map<String, String> WITHOUT_AN_ACCOUNT =
            Map.of("verify", "on_success", "synth", "on_success", "security-report", "on_success");
    private static final Set<String> WITHOUT_A_TOKEN =
            Set.of("verify", "synth", "security-report", "diff", "promote", "release");

    private static Pipeline pipeline;
    private static Pipeline promotion;
    private static Pipeline longPromotion;
    private static Map<String, JsonNode> jobs;
    private static Map<String, JsonNode> promotionJobs;
    private static Map<String, JsonNode> longPromotionJobs;
    private static String digest;

    @BeforeAll
    static void parse(@TempDir Path directory) throws IOException {
        Workplace place = new Workplace(directory);
        pipeline = Pipeline.in(directory);
        jobs = pipeline.jobs();
        digest = place.digest();
        generate(place, "promotion.yml");
        promotion = pipeline.file("promotion.yml");
        promotionJobs = promotion.jobs();
        place.nextRelease(
                "the first jar",
                SmallAssembly.stages("dev", "none", "staging", "none", "eu", "required", "us", "no tag"));
        generate(place, "long.yml");
        longPromotion = pipeline.file("long.yml");
        longPromotionJobs = longPromotion.jobs();
    }

    private static void generate(Workplace place, String file) throws IOException {
        Outcome outcome = place.run("deploy/pipeline", "--output", file);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    /** All jobs of the pipeline and of both promotions. */
    private static Map<String, JsonNode> everyJob() {
        Map<String, JsonNode> all = new TreeMap<>(jobs);
        all.putAll(promotionJobs);
        longPromotionJobs.forEach((name, job) -> all.put("long " + name, job));
        return all;
    }

    @Test
    void everyJobCallsScriptsThatExist() {
        List<String> wrong = new ArrayList<>();
        everyJob().forEach((name, job) -> {
            for (String part : new String[] {"before_script", "script", "after_script"}) {
                for (JsonNode line : job.path(part)) {
                    Path script = Pipeline.home().resolve(line.asText().split(" ", 2)[0]);
                    if (!Files.isRegularFile(script) || !Files.isExecutable(script)) {
                        wrong.add(
                                "%s: '%s' must begin with a script of this repository".formatted(name, line.asText()));
                    }
                }
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void aJobThatReachesAnAccountHasAnEnvironmentAndATokenForIt() {
        everyJob().forEach((name, job) -> {
            boolean reaches = !WITHOUT_A_TOKEN.contains(name);
            assertThat(job.has("environment")).as(name).isEqualTo(reaches);
            assertThat(job.at("/id_tokens/AWS_ID_TOKEN").has("aud")).as(name).isEqualTo(reaches);
        });
    }

    @Test
    void anEnvironmentIsChangedByOneJobAtATimeWhichIsNotInterrupted() {
        Map<String, JsonNode> changing = new TreeMap<>(everyJob());
        changing.values().removeIf(job -> !job.path("script").toString().matches(".*deploy/(deploy|rollback) .*"));

        assertThat(changing)
                .containsOnlyKeys(
                        "deploy-dev",
                        "deploy-prod",
                        "rollback-prod",
                        "long deploy-dev",
                        "long deploy-staging",
                        "long deploy-eu",
                        "long rollback-eu",
                        "long deploy-us",
                        "long rollback-us");
        changing.forEach((name, job) -> {
            String environment = job.at("/environment/name").asText();
            assertThat(job.path("script").get(0).asText()).matches("deploy/(deploy|rollback) " + environment + "\\b.*");
            assertThat(job.path("resource_group").asText()).as(name).isEqualTo(environment);
            assertThat(job.path("interruptible").asBoolean(true)).as(name).isFalse();
            if (name.contains("deploy-")) {
                assertThat(job.at("/environment/url").asText()).startsWith("https://");
            }
        });
        assertThat(jobs.get("promote").at("/trigger/strategy").asText()).isEqualTo("depend");
    }

    /** Under one lock, so that no other pipeline deploys between them. */
    @Test
    void aReleaseIsTestedByTheJobThatDeploysIt() {
        assertThat(everyJob().entrySet().stream()
                        .filter(job -> job.getKey().contains("deploy-")
                                && !job.getKey().endsWith("-review")))
                .isNotEmpty()
                .allSatisfy(job -> {
                    String environment = job.getValue().at("/environment/name").asText();
                    assertThat(job.getValue().path("script"))
                            .extracting(line -> line.asText().split(" --")[0])
                            .containsExactly("deploy/deploy " + environment, "deploy/promises " + environment);
                });
        assertThat(everyJob().entrySet().stream()
                        .filter(job -> job.getValue().path("script").toString().matches(".*deploy/(smoke|promises) .*"))
                        .map(Map.Entry::getKey))
                .allMatch(name -> name.contains("deploy-"));
    }

    @Test
    void aJobBeforeAnApprovalDoesNotNeedIt() {
        for (String name : new String[] {"diff-prod", "rehearse-prod", "state-gate-prod"}) {
            assertThat(promotionJobs.get(name).at("/environment/name").asText()).isEqualTo("prod/look");
            assertThat(promotionJobs.get(name).at("/environment/action").asText())
                    .isEqualTo("access");
        }
    }

    @Test
    void prodGetsTheAssemblyThatDevWasTestedWith() {
        assertThat(needs(jobs, "promote")).contains("verify", "synth", "security-report");
        assertThat(needs(promotionJobs, "deploy-dev")).containsExactly("parent's synth");
        assertThat(needs(promotionJobs, "state-gate-prod")).containsExactlyInAnyOrder("parent's synth", "deploy-dev");
        assertThat(needs(promotionJobs, "rehearse-prod")).containsExactlyInAnyOrder("parent's synth", "deploy-dev");
        assertThat(needs(promotionJobs, "diff-prod")).containsExactlyInAnyOrder("parent's synth", "deploy-dev");
        assertThat(needs(promotionJobs, "deploy-prod"))
                .containsExactlyInAnyOrder(
                        "parent's synth", "deploy-dev", "state-gate-prod", "rehearse-prod", "diff-prod");
        assertThat(everyJob().entrySet().stream()
                        .filter(job -> job.getValue().path("script").toString().contains("deploy/assemble"))
                        .map(Map.Entry::getKey))
                .containsExactly("synth");
        assertThat(promotionJobs.get("deploy-dev").path("script").get(0).asText())
                .endsWith(" --digest " + digest);
        assertThat(promotionJobs.get("deploy-prod").path("script").get(0).asText())
                .endsWith(" --digest " + digest + " --gated");
        for (String gate : new String[] {"state-gate-prod", "rehearse-prod"}) {
            assertThat(promotionJobs.get(gate).at("/artifacts/paths/0").asText())
                    .isEqualTo(".millrace/gates/");
        }
        // a rollback depends on nothing in the pipeline
        assertThat(promotionJobs.get("rollback-prod").path("needs")).isEmpty();
        assertThat(promotionJobs.get("rollback-prod").has("needs")).isTrue();
    }

    /** What the child pipeline downloads is an artifact of the pipeline that triggers it. */
    @Test
    void theParentsPipelineIsKnownToTheChild() {
        assertThat(jobs.get("promote").at("/variables/PARENT_PIPELINE_ID").asText())
                .isEqualTo("$CI_PIPELINE_ID");
        assertThat(jobs.get("synth").at("/artifacts/paths"))
                .extracting(JsonNode::asText)
                .contains("promotion.yml");
        assertThat(jobs.get("promote").at("/trigger/include/0/artifact").asText())
                .isEqualTo("promotion.yml");
        assertThat(jobs.get("promote").at("/trigger/include/0/job").asText()).isEqualTo("synth");
        // with it, ACCEPT_STATE_LOSS reaches the state gate
        assertThat(jobs.get("promote").at("/trigger/forward/pipeline_variables").asBoolean())
                .isTrue();
    }

    @Test
    void everyStageOfTheAssemblyIsPromotedAfterTheOneBeforeIt() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (String stage : new String[] {"dev", "staging", "eu", "us"}) {
            expected.put("deploy-" + stage, "on_success");
        }
        for (String stage : new String[] {"eu", "us"}) {
            expected.put("state-gate-" + stage, "on_success");
            expected.put("rehearse-" + stage, "on_success");
            expected.put("diff-" + stage, "on_success");
            expected.put("deploy-" + stage, "manual");
            expected.put("rollback-" + stage, "manual");
        }

        assertThat(longPromotion.when()).isEqualTo(expected);
        assertThat(needs(longPromotionJobs, "deploy-staging"))
                .containsExactlyInAnyOrder("parent's synth", "deploy-dev");
        assertThat(needs(longPromotionJobs, "deploy-eu"))
                .containsExactlyInAnyOrder(
                        "parent's synth", "deploy-staging", "state-gate-eu", "rehearse-eu", "diff-eu");
        assertThat(needs(longPromotionJobs, "deploy-us"))
                .containsExactlyInAnyOrder("parent's synth", "deploy-eu", "state-gate-us", "rehearse-us", "diff-us");
    }

    @Test
    void noJobHoldsAKey() throws IOException {
        for (String file : new String[] {".gitlab-ci.yml", ".gitlab/jobs.yml", "deploy/lib/promotion.mjs"}) {
            assertThat(Files.readString(Pipeline.home().resolve(file)))
                    .doesNotContainPattern("AWS_ACCESS_KEY_ID|AWS_SECRET|AWS_SESSION_TOKEN|AKIA|ASIA|glpat-")
                    .doesNotContainPattern("(?i)(password|secret)\\s*:");
        }
    }

    @Test
    void theDefaultBranchIsPromotedAndProdAwaitsApproval() throws IOException {
        Map<String, String> expected = new TreeMap<>(WITHOUT_AN_ACCOUNT);
        expected.put("promote", "on_success");

        assertThat(pipeline.when(DEPLOYS, OWN)).isEqualTo(expected);
        assertThat(promotion.when())
                .isEqualTo(Map.of(
                        "deploy-dev", "on_success",
                        "state-gate-prod", "on_success",
                        "rehearse-prod", "on_success",
                        "diff-prod", "on_success",
                        "deploy-prod", "manual",
                        "rollback-prod", "manual"));
        assertThat(promotionJobs.get("deploy-prod").path("allow_failure").asBoolean(true))
                .as("the pipeline waits for the approval")
                .isFalse();
    }

    /** The pipeline of a branch runs the branch's code, so it gets no token. */
    @Test
    void aMergeRequestShowsWhatItWouldChangeAndReachesNoAccount() throws IOException {
        Map<String, String> expected = new TreeMap<>(WITHOUT_AN_ACCOUNT);
        expected.put("diff", "on_success");

        assertThat(pipeline.when(DEPLOYS, OWN, "CI_PIPELINE_SOURCE=merge_request_event"))
                .isEqualTo(expected);
    }

    /** The role of its jobs has no permission outside the account of branch environments. */
    @Test
    void aBranchMayHaveAnEnvironmentOfItsOwnThatStops() throws IOException {
        Map<String, String> expected = new TreeMap<>(WITHOUT_AN_ACCOUNT);
        expected.put("diff", "on_success");
        expected.put("deploy-review", "manual");
        expected.put("stop-review", "manual");
        String target = "MILLRACE_REVIEW_TARGET=aws://333333333333/eu-central-1";
        String source = "CI_PIPELINE_SOURCE=merge_request_event";

        assertThat(pipeline.when(DEPLOYS, OWN, target, source, "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=group/millrace"))
                .isEqualTo(expected);
        assertThat(pipeline.when(
                        DEPLOYS, OWN, target, source, "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=somebody/millrace"))
                .doesNotContainKeys("deploy-review", "stop-review");
        assertThat(jobs.get("deploy-review").at("/environment/on_stop").asText())
                .isEqualTo("stop-review");
        assertThat(jobs.get("deploy-review").at("/environment/auto_stop_in").asText())
                .isEqualTo("1 day");
        assertThat(jobs.get("stop-review").at("/environment/name"))
                .isEqualTo(jobs.get("deploy-review").at("/environment/name"));
    }

    @Test
    void aForkReachesNoAccount() throws IOException {
        assertThat(pipeline.when("CI_PROJECT_PATH=somebody/millrace")).isEqualTo(WITHOUT_AN_ACCOUNT);
    }

    @Test
    void aTagIsAssembledAndNotDeployed() throws IOException {
        assertThat(pipeline.when(DEPLOYS, OWN, "CI_COMMIT_TAG=v0.1.0", "CI_COMMIT_BRANCH="))
                .isEqualTo(WITHOUT_AN_ACCOUNT);
    }

    @Test
    void aTagOfAVersionIsReleasedByTheProjectThatAllowsIt() throws IOException {
        Map<String, String> expected = new TreeMap<>(WITHOUT_AN_ACCOUNT);
        expected.put("release", "on_success");
        String allowed = "MILLRACE_RELEASE=true";

        assertThat(pipeline.when(allowed, OWN, "CI_COMMIT_TAG=v0.1.0", "CI_COMMIT_BRANCH="))
                .isEqualTo(expected);
        assertThat(pipeline.when(allowed, OWN, "CI_COMMIT_TAG=v0.1.0-rc.1", "CI_COMMIT_BRANCH="))
                .isEqualTo(WITHOUT_AN_ACCOUNT);
        assertThat(pipeline.when(allowed, OWN)).doesNotContainKey("release");
        assertThat(needs(jobs, "release")).containsExactly("verify");
        assertThat(jobs.get("release").path("interruptible").asBoolean(true)).isFalse();
        assertThat(jobs.get("release").at("/script/0").asText()).isEqualTo(".ci/release \"$CI_COMMIT_TAG\"");
    }

    private static Set<String> needs(Map<String, JsonNode> jobs, String job) {
        Set<String> names = new TreeSet<>();
        for (JsonNode need : jobs.get(job).path("needs")) {
            String name = need.path("job").asText();
            boolean parents = need.path("pipeline").asText().equals("$PARENT_PIPELINE_ID");
            names.add(parents ? "parent's " + name : name);
        }
        return names;
    }
}

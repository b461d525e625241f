package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline's jobs are, and which of them run when. */
class PipelineIT {
    private static final String DEPLOYS = "MILLRACE_DEPLOY=true";
    private static final String OWN = "CI_PROJECT_PATH=group/millrace";
    private static final Map<String, String> WITHOUT_AN_ACCOUNT =
            Map.of("verify", "on_success", "synth", "on_success", "security-report", "on_success");
    private static final Set<String> WITHOUT_A_TOKEN = Set.of("verify", "synth", "security-report", "diff");
    private static final Set<String> CHANGE_AN_ENVIRONMENT = Set.of("deploy-dev", "deploy-prod", "rollback-prod");

    private static Pipeline pipeline;
    private static Map<String, JsonNode> jobs;

    @BeforeAll
    static void parse(@TempDir Path directory) throws IOException {
        pipeline = Pipeline.in(directory);
        jobs = pipeline.jobs();
    }

    @Test
    void everyJobCallsScriptsThatAreThere() {
        List<String> wrong = new ArrayList<>();
        jobs.forEach((name, job) -> {
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
    void whatReachesAnAccountHasAnEnvironmentAndATokenForIt() {
        for (Map.Entry<String, JsonNode> job : jobs.entrySet()) {
            boolean reaches = !WITHOUT_A_TOKEN.contains(job.getKey());
            assertThat(job.getValue().has("environment")).as(job.getKey()).isEqualTo(reaches);
            assertThat(job.getValue().at("/id_tokens/AWS_ID_TOKEN").has("aud"))
                    .as(job.getKey())
                    .isEqualTo(reaches);
        }
    }

    @Test
    void anEnvironmentIsChangedByOneJobAtATimeWhichIsNotInterrupted() {
        for (String name : CHANGE_AN_ENVIRONMENT) {
            JsonNode job = jobs.get(name);
            String environment = job.at("/environment/name").asText();
            assertThat(job.path("script").get(0).asText()).matches("deploy/(deploy|rollback) " + environment + "\\b.*");
            assertThat(job.path("resource_group").asText()).as(name).isEqualTo(environment);
            assertThat(job.path("interruptible").asBoolean(true)).as(name).isFalse();
            assertThat(job.at("/environment/url").asText(name.equals("rollback-prod") ? "https://" : ""))
                    .startsWith("https://");
        }
        assertThat(jobs.entrySet().stream()
                        .filter(job -> job.getValue().path("script").toString().matches(".*deploy/(deploy|rollback).*"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(CHANGE_AN_ENVIRONMENT);
    }

    @Test
    void whatLooksAtProdDoesNotTakeItsApproval() {
        for (String name : new String[] {"diff-prod", "state-gate"}) {
            assertThat(jobs.get(name).at("/environment/name").asText()).isEqualTo("prod/look");
            assertThat(jobs.get(name).at("/environment/action").asText()).isEqualTo("access");
        }
    }

    @Test
    void prodGetsTheAssemblyThatDevWasTestedWith() {
        assertThat(needs("deploy-dev")).contains("verify", "synth");
        assertThat(needs("test-dev")).contains("synth", "deploy-dev");
        assertThat(needs("state-gate")).contains("synth", "test-dev");
        assertThat(needs("deploy-prod")).contains("synth", "test-dev", "state-gate", "diff-prod");
        assertThat(jobs.entrySet().stream()
                        .filter(job -> job.getValue().path("script").toString().contains("deploy/assemble"))
                        .map(Map.Entry::getKey))
                .containsExactly("synth");
        for (String name : new String[] {"deploy-dev", "deploy-prod"}) {
            assertThat(jobs.get(name).path("script").get(0).asText()).contains("--digest \"$RELEASE_DIGEST\"");
        }
        // to go back takes nothing of the pipeline that is in the way
        assertThat(needs("rollback-prod")).isEmpty();
    }

    @Test
    void noJobHoldsAKey() throws IOException {
        assertThat(Files.readString(Pipeline.home().resolve(".gitlab-ci.yml")))
                .doesNotContainPattern("AWS_ACCESS_KEY_ID|AWS_SECRET|AWS_SESSION_TOKEN|AKIA|ASIA|glpat-")
                .doesNotContainPattern("(?i)(password|secret)\\s*:");
    }

    @Test
    void theDefaultBranchIsPromotedAndProdAwaitsApproval() throws IOException {
        Map<String, String> expected = new TreeMap<>(WITHOUT_AN_ACCOUNT);
        for (String name : new String[] {"deploy-dev", "test-dev", "state-gate", "diff-prod", "test-prod"}) {
            expected.put(name, "on_success");
        }
        expected.put("deploy-prod", "manual");
        expected.put("rollback-prod", "manual");

        assertThat(pipeline.when(DEPLOYS, OWN)).isEqualTo(expected);
        assertThat(jobs.get("deploy-prod").at("/rules/0/allow_failure").asBoolean(true))
                .as("the pipeline waits for the approval")
                .isFalse();
    }

    /** A branch's pipeline runs the branch's code: it gets no token. */
    @Test
    void aMergeRequestShowsWhatItWouldChangeAndReachesNoAccount() throws IOException {
        Map<String, String> expected = new TreeMap<>(WITHOUT_AN_ACCOUNT);
        expected.put("diff", "on_success");

        assertThat(pipeline.when(DEPLOYS, OWN, "CI_PIPELINE_SOURCE=merge_request_event"))
                .isEqualTo(expected);
    }

    /** Its role can do nothing outside the account of the branches. */
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

    private static Set<String> needs(String job) {
        Set<String> names = new TreeSet<>();
        StreamSupport.stream(jobs.get(job).path("needs").spliterator(), false)
                .forEach(need -> names.add(need.path("job").asText()));
        return names;
    }
}

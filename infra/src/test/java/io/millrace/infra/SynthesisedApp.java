package io.millrace.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagReportFormat;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import io.millrace.contract.SettingDeclaration;
import io.millrace.contract.SettingType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;

/**
 * The app as {@code cdk synth} makes it, with the feature flags of {@code cdk.json} and jars without code. A synthesis of
 * the whole app takes seconds, so the tests share {@link #whole()}; what needs other inputs synthesises the stages and jobs
 * that it asks about, and no more.
 */
final class SynthesisedApp {
    /** The branch whose environment is in {@link #whole()}. */
    static final Branch BRANCH = new Branch("feature/login-page");

    private static final SettingDeclaration DRAW_WINDOW =
            new SettingDeclaration("draw.window", SettingType.DURATION, null, false, null, null, null, "a window");

    private static final SettingDeclaration DRAW_KEY =
            new SettingDeclaration("draw.key", SettingType.SECRET, null, false, null, null, null, "a key");

    private final App app;

    /** @param release distinguishes this jar from that of another release */
    SynthesisedApp(
            Path folder,
            List<StageConfig> environments,
            List<JobApplication> jobs,
            Map<String, String> variables,
            String release)
            throws IOException {
        app = new App(AppProps.builder()
                .outdir(folder.resolve("assembly").toString())
                .context(flags())
                .build());
        InfraApp.build(app, environments, jobs, variables, jars(folder, jobs, release));
    }

    /** Synthesises the first release of these environments with these jobs. */
    static SynthesisedApp of(Path folder, List<StageConfig> environments, JobApplication... jobs) throws IOException {
        return new SynthesisedApp(folder, environments, List.of(jobs), Map.of(), "1");
    }

    /** Every environment, that of a branch included, with every job, and cdk-nag's reports on it. Made once in a JVM. */
    static SynthesisedApp whole() {
        return Whole.APP;
    }

    /** The environments in {@link #whole()}, as arguments of a parameterized test. */
    static List<Named<StageConfig>> environments() {
        return Stream.concat(
                        Environments.ALL.stream(),
                        Stream.of(Environments.REVIEW.toBuilder()
                                .branch(BRANCH)
                                .jobs(List.of())
                                .build()))
                .map(environment -> Named.of(environment.name(), environment))
                .toList();
    }

    /** All jobs, as arguments of a parameterized test. */
    static List<Named<JobApplication>> jobs() {
        return JobApplication.ALL.stream().map(job -> Named.of(job.id(), job)).toList();
    }

    private static final class Whole {
        static final SynthesisedApp APP = make();

        private static SynthesisedApp make() {
            try {
                SynthesisedApp whole = new SynthesisedApp(
                        Files.createDirectories(Path.of("target", "whole")),
                        Environments.ALL,
                        JobApplication.ALL,
                        Map.of(Environments.REVIEW_VARIABLE, BRANCH.name(), Environments.REVIEW_JOBS_VARIABLE, "all"),
                        "1");
                for (String stage : whole.stages()) {
                    Aspects.of(whole.stage(stage))
                            .add(AwsSolutionsChecks.Builder.create()
                                    .reportFormats(List.of(NagReportFormat.JSON))
                                    .build());
                    whole.stage(stage).synth();
                }
                return whole;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Jars without code that declare the jobs as they are bound. */
    private static JobJars jars(Path folder, List<JobApplication> jobs, String release) throws IOException {
        List<JobDeclaration> declarations =
                jobs.stream().map(job -> declaration(job, release)).toList();
        return new JobJars(TestJar.declaring(folder, declarations), TestJar.declaringOnFlink2(folder, declarations));
    }

    private static JobDeclaration declaration(JobApplication job, String release) {
        List<String> outputs = new ArrayList<>(
                job.outputs().stream().map(JobApplication::hyphenated).toList());
        outputs.add("rejected");
        return new JobDeclaration(
                job.job(),
                "release " + release,
                ports(job.inputs().stream().map(JobApplication::hyphenated).toList()),
                ports(outputs),
                List.of(DRAW_WINDOW, DRAW_KEY));
    }

    private static List<PortDeclaration> ports(List<String> names) {
        return names.stream()
                .map(name -> new PortDeclaration(name, "the " + name))
                .toList();
    }

    /** The folder with the assembly. */
    Path folder() {
        return Path.of(app.getOutdir());
    }

    /** Ids of the stages. */
    List<String> stages() {
        return app.getNode().getChildren().stream()
                .filter(Stage::isStage)
                .map(stage -> stage.getNode().getId())
                .toList();
    }

    /** Ids of the stacks of a stage. */
    List<String> stacks(String stage) {
        return ids(stage(stage));
    }

    /** Ids of the stacks that belong to no stage. */
    List<String> stacksOutsideStages() {
        return ids(app);
    }

    private static List<String> ids(Stage scope) {
        return scope.getNode().getChildren().stream()
                .filter(Stack::isStack)
                .map(stack -> stack.getNode().getId())
                .toList();
    }

    private Stage stage(String stage) {
        return (Stage) app.getNode().findChild(stage);
    }

    Stack stack(String stage, String id) {
        return (Stack) stage(stage).getNode().findChild(id);
    }

    SynthesisedStack template(String stage, String id) {
        return SynthesisedStack.of(stack(stage, id));
    }

    /** Id of the stack in which a stage has a job's application. */
    String stackOf(String stage, JobApplication job) {
        return stacks(stage).contains(job.id()) ? job.id() : "Jobs";
    }

    /** The template in which a stage has a job's application. */
    SynthesisedStack template(String stage, JobApplication job) {
        return template(stage, stackOf(stage, job));
    }

    /** A job's application in a stage. */
    JsonNode application(String stage, JobApplication job) {
        SynthesisedStack stack = template(stage, job);
        return stack.resource(stack.idOf("AWS::KinesisAnalyticsV2::Application", job.id()));
    }

    /** Every template of a stage. */
    List<SynthesisedStack> templates(String stage) {
        return stacks(stage).stream().map(id -> template(stage, id)).toList();
    }

    /** The manifest of a stage: its stacks, their names and tags. */
    JsonNode manifest(String stage) throws IOException {
        return new ObjectMapper()
                .readTree(Path.of(stage(stage).synth().getDirectory(), "manifest.json")
                        .toFile());
    }

    private static Map<String, Object> flags() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.convertValue(
                mapper.readTree(Path.of("..", "cdk.json").toFile()).get("context"), new TypeReference<>() {});
    }
}

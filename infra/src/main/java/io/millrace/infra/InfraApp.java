package io.millrace.infra;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.App;

/**
 * The CDK app: a stage for each of the {@link Environments}.
 *
 * <p>It reads these environment variables, all of them optional:
 *
 * <ul>
 *   <li>{@code MILLRACE_<NAME>_TARGET}: account and region of an environment, {@code aws://<account>/<region>}. Without
 *       it the environment is deployed to the deployer's account and region, and synthesis needs no account.
 *   <li>{@code MILLRACE_<NAME>_ALARM_TOPIC}: ARN of the SNS topic that its alarms notify.
 *   <li>{@code MILLRACE_REVIEW}: name of the branch for which the stage {@code review} is made.
 *   <li>{@code MILLRACE_REVIEW_JOBS}: names of the jobs in that stage, separated by commas, or {@code all}.
 *   <li>{@code MILLRACE_GITLAB_PROJECT} and others: the stacks of the pipeline's roles ({@link GitLabAccess}).
 * </ul>
 */
public final class InfraApp {
    private InfraApp() {}

    /**
     * Synthesises the app into the folder that the CDK CLI passes.
     *
     * @param args the path of the Flink jobs' jar, relative to the working directory
     */
    public static void main(String[] args) {
        if (args.length != 1) {
            throw new IllegalArgumentException("arguments must be the path of the job jar alone, got " + args.length);
        }
        App app = new App();
        build(app, Environments.ALL, JobApplication.ALL, System.getenv(), Path.of(args[0]));
        app.synth();
    }

    /** Every deployed job, by its name in the jar, with the ids of its application's streams. */
    public static Map<String, Set<String>> jobs() {
        return JobApplication.ALL.stream()
                .collect(toMap(JobApplication::job, job -> JobApplication.streams(List.of(job))));
    }

    /** @throws IllegalArgumentException when there is no jar, or a variable is malformed */
    static void build(
            App app,
            List<StageConfig> environments,
            List<JobApplication> jobs,
            Map<String, String> variables,
            Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(
                    "job jar must be an existing file, got '" + jar + "'; build it with ./mvnw package -pl job -am");
        }
        for (StageConfig environment : Environments.with(variables, environments)) {
            new MillraceStage(app, environment, environment.select(jobs), jar);
        }
        GitLabStack.add(app, environments, variables);
    }
}

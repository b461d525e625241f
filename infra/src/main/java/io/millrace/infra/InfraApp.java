package io.millrace.infra;

import static java.util.stream.Collectors.toMap;

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
     * @param args the paths of the jobs' jars for Flink 1 and Flink 2, relative to the working directory
     */
    public static void main(String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException(
                    "arguments must be the paths of the job jars for Flink 1 and for Flink 2, got " + args.length);
        }
        App app = new App();
        build(
                app,
                Environments.ALL,
                JobApplication.ALL,
                System.getenv(),
                new JobJars(Path.of(args[0]), Path.of(args[1])));
        app.synth();
    }

    /** Every deployed job, by its name in the jar, with the ids of its application's streams. */
    public static Map<String, Set<String>> jobs() {
        return JobApplication.ALL.stream()
                .collect(toMap(JobApplication::job, job -> JobApplication.streams(List.of(job))));
    }

    /** @throws IllegalArgumentException when a variable is malformed */
    static void build(
            App app,
            List<StageConfig> environments,
            List<JobApplication> jobs,
            Map<String, String> variables,
            JobJars jars) {
        for (StageConfig environment : Environments.with(variables, environments)) {
            new MillraceStage(
                    app,
                    environment,
                    environment.select(jobs),
                    jars.of(environment.runtime().flink()));
        }
        GitLabStack.add(app, environments, variables);
    }
}

package io.millrace.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;

/**
 * The CDK app: a stage for each of the {@link Environments}.
 *
 * <p>It reads these environment variables, each of which may be left out. {@code MILLRACE_<NAME>_TARGET} is
 * {@code aws://<account>/<region>}; without it, that environment takes the account and region of whoever deploys it, and
 * no account is needed to synthesise. {@code MILLRACE_<NAME>_ALARM_TOPIC} is the ARN of an SNS topic that its alarms
 * tell. {@code MILLRACE_REVIEW} is the name of a branch, for which the stage {@code review} is made. With
 * {@code MILLRACE_GITLAB_PROJECT} come the stacks of the pipeline's roles ({@link GitLabAccess}).
 */
public final class InfraApp {
    private InfraApp() {}

    /**
     * Synthesises the app into the folder that the CDK CLI chose.
     *
     * @param args the path of the Flink jobs' jar, relative to the working directory
     */
    public static void main(String[] args) {
        if (args.length != 1) {
            throw new IllegalArgumentException("arguments must be the path of the job jar alone, got " + args.length);
        }
        App app = new App();
        addStages(app, System.getenv(), Path.of(args[0]));
        app.synth();
    }

    static void addStages(App app, Map<String, String> variables, Path jar) {
        addStages(app, Environments.ALL, variables, jar);
    }

    /** @throws IllegalArgumentException when there is no jar, or a variable is malformed */
    static void addStages(App app, List<StageConfig> environments, Map<String, String> variables, Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(
                    "there is no job jar '" + jar + "'; ./mvnw package -pl job -am builds it");
        }
        for (StageConfig environment : Environments.with(variables, environments)) {
            new MillraceStage(app, environment, jar);
        }
        GitLabAccess.of(variables)
                .ifPresent(access -> GitLabStack.add(
                        app,
                        access,
                        environments.stream()
                                .map(environment -> environment.with(variables))
                                .toList(),
                        Environments.REVIEW.with(variables)));
    }
}

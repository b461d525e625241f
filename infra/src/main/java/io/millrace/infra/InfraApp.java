package io.millrace.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.App;

/**
 * The CDK app: stages {@code dev} and {@code prod}.
 *
 * <p>It reads three environment variables. {@code MILLRACE_DEV_TARGET} and {@code MILLRACE_PROD_TARGET} are each
 * {@code aws://<account>/<region>}; without one, that stage takes the account and region of whoever deploys it, and no
 * account is needed to synthesise. {@code MILLRACE_PROD_ALARM_TOPIC} is the ARN of an SNS topic; without it the alarms
 * of {@code prod} tell nobody.
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

    /** @throws IllegalArgumentException when there is no jar, or a target or topic is malformed */
    static void addStages(App app, Map<String, String> environment, Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(
                    "there is no job jar '" + jar + "'; ./mvnw package -pl job -am builds it");
        }
        String topic = environment.getOrDefault("MILLRACE_PROD_ALARM_TOPIC", "");
        String alarmTopicArn = topic.isEmpty() ? null : topic;
        new MillraceStage(app, StageConfig.dev(target(environment, "MILLRACE_DEV_TARGET")), jar);
        new MillraceStage(app, StageConfig.prod(target(environment, "MILLRACE_PROD_TARGET"), alarmTopicArn), jar);
    }

    private static Target target(Map<String, String> environment, String variable) {
        String text = environment.getOrDefault(variable, "");
        return text.isEmpty() ? Target.OF_THE_DEPLOYER : Target.parse(text);
    }
}

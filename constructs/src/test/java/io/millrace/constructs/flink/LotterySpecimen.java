package io.millrace.constructs.flink;

import io.millrace.constructs.flink.jar.ArtifactBucket;
import io.millrace.constructs.flink.jar.ArtifactBucketProps;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.flink.jar.FlinkJobJarProps;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;

/** A stack with everything that the test jar's job {@code lottery} needs, as a base for tests that change one thing. */
final class LotterySpecimen {
    final App app;
    final Stack stack;
    final FlinkJobJar jar;
    final EventStream lotteryEvents;
    final EventStream userEvents;
    final EventStream draws;
    final EventStream rejected;

    LotterySpecimen(Path assembly, Path jarFile) {
        this(new App(AppProps.builder().outdir(assembly.toString()).build()), "Stack", jarFile);
    }

    /** One of several stacks of an app, which share a synthesis. */
    LotterySpecimen(App app, String stackId, Path jarFile) {
        this.app = app;
        stack = new Stack(app, stackId);
        ArtifactBucket bucket = new ArtifactBucket(stack, "Artifacts", ArtifactBucketProps.defaults());
        jar = new FlinkJobJar(stack, "Jar", new FlinkJobJarProps(bucket, jarFile));
        lotteryEvents = new EventStream(stack, "LotteryEvents", EventStreamProps.onDemand());
        userEvents = new EventStream(stack, "UserEvents", encrypted("InputKey"));
        draws = new EventStream(stack, "Draws", encrypted("OutputKey"));
        rejected = new EventStream(stack, "Rejected", EventStreamProps.onDemand());
    }

    /** A valid application. */
    FlinkApplicationProps.Builder application() {
        return unbound()
                .job("lottery")
                .input("lottery-events", lotteryEvents)
                .input("user-events", userEvents)
                .output("draws", draws)
                .output("rejected", rejected)
                .setting("draw.window", Duration.ofSeconds(10));
    }

    /** Defines the application. */
    FlinkApplication define(FlinkApplicationProps.Builder props) {
        return new FlinkApplication(stack, "App", props.build());
    }

    /** An application with its jar only. */
    FlinkApplicationProps.Builder unbound() {
        return FlinkApplicationProps.builder(jar).lifecycle(Lifecycle.none());
    }

    /** What synthesis reports about the application. */
    List<String> violations() {
        Throwable error = Assertions.catchThrowable(app::synth);
        Assertions.assertThat(error).as("synthesis must fail").isNotNull();
        List<String> violations = new ArrayList<>();
        for (String line : error.getMessage().lines().skip(1).toList()) {
            if (!line.startsWith("  [Stack/App] ")) {
                return violations;
            }
            violations.add(line.substring("  [Stack/App] ".length()));
        }
        throw new AssertionError("not the error of a failed validation", error);
    }

    private EventStreamProps encrypted(String keyId) {
        return EventStreamProps.builder().encryptionKey(new Key(stack, keyId)).build();
    }
}

package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * An aspect in Java is called back for each construct. CDK's runtime for Java answers each call from within the one before,
 * so that the stack grows with their number (aws/aws-cdk#26517).
 */
class LargeAppTest {
    private static final int STACKS = 40;

    /** As many as the stack of a job has, with its lifecycle, its jar and its alarms. */
    private static final int CONSTRUCTS = 150;

    private static final Pattern STACK_SIZE = Pattern.compile("-Xss([0-9]+)m");

    @Test
    void anAspectVisitsFortyStacksWithTheStackSizeOfCdkJson(@TempDir Path folder)
            throws IOException, InterruptedException {
        AtomicInteger visited = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread main = new Thread(null, () -> synthesise(folder, visited), "main of an app", stackSize());
        main.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        main.start();
        main.join();

        assertThat(failure.get()).isNull();
        assertThat(visited.get()).isGreaterThan(STACKS * CONSTRUCTS);
    }

    private static void synthesise(Path folder, AtomicInteger visited) {
        App app = new App(AppProps.builder().outdir(folder.toString()).build());
        for (int i = 0; i < STACKS; i++) {
            Stack stack = new Stack(app, "Stack" + i);
            for (int j = 0; j < CONSTRUCTS; j++) {
                new Construct(stack, "Construct" + j);
            }
        }
        Aspects.of(app).add(new Counting(visited));
        app.synth();
    }

    private static long stackSize() throws IOException {
        String command = new ObjectMapper()
                .readTree(Path.of("..", "cdk.json").toFile())
                .get("app")
                .asText();
        Matcher option = STACK_SIZE.matcher(command);
        assertThat(option.find()).as(command).isTrue();
        return Long.parseLong(option.group(1)) << 20;
    }

    private static final class Counting implements IAspect {
        private final AtomicInteger visited;

        Counting(AtomicInteger visited) {
            this.visited = visited;
        }

        @Override
        public void visit(IConstruct construct) {
            visited.incrementAndGet();
        }
    }
}

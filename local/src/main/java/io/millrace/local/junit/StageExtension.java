package io.millrace.local.junit;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamRecords;
import io.millrace.assembly.template.GivenValues;
import io.millrace.local.stage.LocalStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Runs a stage of a cloud assembly on this machine for the tests of a class:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final StageExtension STAGE = StageExtension.of(Path.of("cdk.out")).stage("dev");
 *
 * @Test
 * void aClickWins() {
 *     STAGE.put("user-events", "1", "{...}");
 *     List<IncomingRecord> draws = STAGE.records("draws").await(1);
 * }
 * }</pre>
 *
 * <p>In a static field, the stage runs for the whole class and its nested classes; in an instance field, once per test.
 * It starts without state, in a temporary directory, and leaves neither processes nor files. The exception of a failed test
 * gets the latest output of the applications as a suppressed exception. A stream is named by the property group that binds
 * it, by its logical id or by its physical name.
 */
public final class StageExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                TestExecutionExceptionHandler {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final Path assembly;
    private final UnaryOperator<LocalStage.Builder> settings;

    private volatile @Nullable TemporaryStage stage;
    private String owner = "";

    private StageExtension(Path assembly, UnaryOperator<LocalStage.Builder> settings) {
        this.assembly = requireNonNull(assembly, "assembly is null");
        this.settings = settings;
    }

    /** The only stage of the assembly in a directory, or {@code dev}. */
    public static StageExtension of(Path assembly) {
        return new StageExtension(assembly, UnaryOperator.identity());
    }

    /** Chooses the stage. */
    public StageExtension stage(String name) {
        return with(builder -> builder.stage(name));
    }

    /** Starts only these applications, named by job or logical id. */
    public StageExtension applications(String... names) {
        return with(builder -> builder.applications(names));
    }

    /** Chooses the server of the streams. */
    public StageExtension streams(StreamBackend backend) {
        return with(builder -> builder.streams(backend));
    }

    /** Gives what AWS knows and the assembly does not have. */
    public StageExtension given(GivenValues values) {
        return with(builder -> builder.given(values));
    }

    private StageExtension with(UnaryOperator<LocalStage.Builder> setting) {
        return new StageExtension(assembly, builder -> setting.apply(settings.apply(builder)));
    }

    /**
     * The running stage.
     *
     * @throws IllegalStateException when it does not run, as before the first test
     */
    public LocalStage running() {
        TemporaryStage current = stage;
        if (current == null) {
            throw new IllegalStateException(
                    "the stage of %s runs only during tests; register the extension in a field".formatted(assembly));
        }
        return current.stage();
    }

    /** Puts a record, and returns once the stream has it. */
    public void put(String stream, String partitionKey, String text) {
        put(stream, List.of(new OutgoingRecord(partitionKey, text)));
    }

    /** Puts records in order, and returns once the stream has them. */
    public void put(String stream, List<OutgoingRecord> records) {
        running().put(stream, records);
    }

    /** The records of a stream, from the oldest on. By default, waiting for them times out after 5 minutes. */
    public StreamRecords records(String stream) {
        return StreamRecords.of(stream, running().fromStart(stream), TIMEOUT);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(context);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        TemporaryStage current = stage;
        if (current != null) {
            failure.addSuppressed(new StageReport(current.report()));
        }
        throw failure;
    }

    private void start(ExtensionContext context) {
        if (stage == null) {
            stage = TemporaryStage.start(settings.apply(LocalStage.builder(assembly)));
            owner = context.getUniqueId();
        }
    }

    /** Stops the stage in the context that started it, so that a nested class does not stop that of its outer class. */
    private void stop(ExtensionContext context) {
        TemporaryStage current = stage;
        if (current != null && owner.equals(context.getUniqueId())) {
            stage = null;
            current.close();
        }
    }
}

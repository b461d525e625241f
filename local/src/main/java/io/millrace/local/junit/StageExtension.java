package io.millrace.local.junit;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.local.runtime.LocalStage;
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
 * A stage of a cloud assembly, running on this machine for as long as a test class needs it:
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
 * <p>A static field's stage lives as long as its class, with the classes nested in it; that of another field as long as
 * each test. It starts empty, in a directory for temporary files, and leaves neither processes nor files. A test that
 * fails has beside its own exception what the applications said last, as a suppressed one. Streams are named by their
 * property group's id, their logical id or their physical name.
 */
public final class StageExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                TestExecutionExceptionHandler {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path assembly;
    private final UnaryOperator<LocalStage.Builder> settings;

    private volatile @Nullable TemporaryStage stage;
    private String owner = "";

    private StageExtension(Path assembly, UnaryOperator<LocalStage.Builder> settings) {
        this.assembly = requireNonNull(assembly, "assembly is null");
        this.settings = settings;
    }

    /** A stage of the assembly in a directory: the only one, or {@code dev}. */
    public static StageExtension of(Path assembly) {
        return new StageExtension(assembly, UnaryOperator.identity());
    }

    /** The stage of this name. */
    public StageExtension stage(String name) {
        return with(builder -> builder.stage(name));
    }

    /** The stage with some of its applications alone: jobs' names or logical ids. */
    public StageExtension applications(String... names) {
        return with(builder -> builder.applications(names));
    }

    /** The stage with its streams on a backend of choice. */
    public StageExtension streams(StreamBackend backend) {
        return with(builder -> builder.streams(backend));
    }

    private StageExtension with(UnaryOperator<LocalStage.Builder> setting) {
        return new StageExtension(assembly, builder -> setting.apply(settings.apply(builder)));
    }

    /**
     * The stage itself, for what there is no word for here.
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

    /** Puts a record and returns once the stream has it. */
    public void put(String stream, String partitionKey, String text) {
        put(stream, List.of(new OutgoingRecord(partitionKey, text)));
    }

    /** Puts records, in order, and returns once the stream has them. */
    public void put(String stream, List<OutgoingRecord> records) {
        running().put(stream, records);
    }

    /** The records of a stream, from its oldest on; waiting for them takes 2 minutes at most. */
    public StageRecords records(String stream) {
        return StageRecords.of(stream, running().fromStart(stream), PATIENCE);
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

    /** Stops what the same context has started: a nested class must not stop that of the class around it. */
    private void stop(ExtensionContext context) {
        TemporaryStage current = stage;
        if (current != null && owner.equals(context.getUniqueId())) {
            stage = null;
            current.close();
        }
    }
}

package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A stage of a cloud assembly, running on this machine. Who starts one puts records, reads records, closes it; for tests
 * there is {@link io.millrace.local.junit.StageExtension}.
 *
 * <pre>{@code
 * try (LocalStage stage = LocalStage.builder(Path.of("cdk.out")).stage("dev").stateDirectory(dir).start()) {
 *     stage.put("user-events", List.of(new OutgoingRecord("1", "{...}")));
 *     List<IncomingRecord> draws = stage.fromStart("draws").poll();
 * }
 * }</pre>
 */
public final class LocalStage implements AutoCloseable {
    private final Supervisor supervisor;
    private final StageStreams streams;

    private LocalStage(Supervisor supervisor) {
        this.supervisor = supervisor;
        this.streams = supervisor.streams();
    }

    /** A stage of the assembly in a directory. */
    public static Builder builder(Path assembly) {
        return new Builder(assembly);
    }

    /**
     * The local Kinesis.
     *
     * @throws IllegalStateException when the stage has none, since its streams are on Kafka
     */
    public URI endpoint() {
        return URI.create(supervisor.address(StreamBackend.KINESIS));
    }

    /**
     * The local Kafka, as a client's {@code bootstrap.servers} takes it.
     *
     * @throws IllegalStateException when the stage has none, since its streams are on Kinesis
     */
    public String bootstrapServers() {
        return supervisor.address(StreamBackend.KAFKA);
    }

    /** The region that its streams' ARNs name. */
    public String region() {
        return supervisor.plan().region();
    }

    public DeploymentPlan plan() {
        return supervisor.plan();
    }

    /** The physical name of a stream, by its property group's id, its logical id or the physical name itself. */
    public String streamName(String stream) {
        return streams.name(stream);
    }

    /** Writes records and returns once the stream has them. */
    public void put(String stream, List<OutgoingRecord> records) {
        StreamWriter writer = writer(stream);
        records.forEach(writer::add);
        writer.flush();
    }

    public StreamWriter writer(String stream) {
        return streams.writer(stream);
    }

    /** Reads a stream from its oldest record on. */
    public StreamFollower fromStart(String stream) {
        return streams.fromStart(stream);
    }

    /** Reads what comes to a stream from now on. */
    public StreamFollower fromNow(String stream) {
        return streams.fromNow(stream);
    }

    public List<ApplicationStatus> applications() {
        return supervisor.statuses();
    }

    /** Stops everything in good order: applications with snapshots take a savepoint, which the next start restores. */
    @Override
    public void close() {
        streams.close();
        supervisor.stop();
    }

    /** Ends every process at once, as {@code kill -9} of all of them does; the next start resumes. */
    public void kill() {
        streams.close();
        supervisor.kill();
    }

    /** How a stage is started. */
    public static final class Builder {
        private final Path assembly;
        private Optional<String> stage = Optional.empty();
        private List<String> applications = List.of();
        private Path stateDirectory = Path.of(".millrace");
        private Optional<LocalHome> home = Optional.empty();
        private Optional<StreamBackend> streams = Optional.empty();
        private Consumer<String> events = event -> {};

        private Builder(Path assembly) {
            this.assembly = requireNonNull(assembly, "assembly is null");
        }

        /** Name of the stage; without it the only one, or {@code dev}. */
        public Builder stage(String name) {
            this.stage = Optional.of(name);
            return this;
        }

        /** Starts these of the stage's applications alone: jobs' names or logical ids. Without it all of them start. */
        public Builder applications(String... names) {
            this.applications = List.of(names);
            return this;
        }

        /** Where stages keep their state; without it {@code .millrace} in the working directory. */
        public Builder stateDirectory(Path directory) {
            this.stateDirectory = requireNonNull(directory, "directory is null");
            return this;
        }

        /**
         * Where Millrace lies, built; without it the system property {@code millrace.home} says, or else the artifacts
         * {@code millrace-cluster:distribution} and {@code millrace-kafka:distribution} on the class path hold it.
         */
        public Builder home(Path directory) {
            this.home = Optional.of(new LocalHome(directory));
            return this;
        }

        /** What holds the streams; without it what held them at the stage's last start, and Kinesis at its first. */
        public Builder streams(StreamBackend backend) {
            this.streams = Optional.of(backend);
            return this;
        }

        /** Gets a sentence for everything that happens. */
        public Builder events(Consumer<String> listener) {
            this.events = requireNonNull(listener, "listener is null");
            return this;
        }

        /** Prepares the stage without starting anything. */
        public Supervisor supervisor() {
            CloudAssembly read = CloudAssembly.read(assembly);
            Stage chosen = stage.map(read::stage).orElseGet(read::defaultStage);
            StageDirectory directory = StageDirectory.of(stateDirectory, chosen.name());
            StreamBackend backend = streams.or(directory::streams).orElse(StreamBackend.KINESIS);
            DeploymentPlan plan = StagePlanner.plan(chosen, backend);
            return new Supervisor(
                    applications.isEmpty() ? plan : plan.only(applications),
                    directory,
                    home.orElseGet(LocalHome::find),
                    events);
        }

        /**
         * Starts the stage and returns once every application runs.
         *
         * @throws StageException when one does not, or when the stage runs already
         */
        public LocalStage start() {
            Supervisor supervisor = supervisor();
            supervisor.start();
            return new LocalStage(supervisor);
        }
    }
}

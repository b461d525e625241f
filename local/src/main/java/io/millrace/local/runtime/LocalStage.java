package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.local.assembly.CloudAssembly;
import io.millrace.local.assembly.Stage;
import io.millrace.local.deploy.DeploymentPlan;
import io.millrace.local.streams.KinesisClients;
import io.millrace.local.streams.OutgoingRecord;
import io.millrace.local.streams.StreamFollower;
import io.millrace.local.streams.StreamWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * A stage of a cloud assembly, running on this machine. A test starts one, puts records, reads records, closes it:
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
    private final KinesisClient client;

    private LocalStage(Supervisor supervisor) {
        this.supervisor = supervisor;
        this.client = KinesisClients.of(supervisor.endpoint(), supervisor.region());
    }

    /** A stage of the assembly in a directory. */
    public static Builder builder(Path assembly) {
        return new Builder(assembly);
    }

    /** The local Kinesis. */
    public URI endpoint() {
        return supervisor.endpoint();
    }

    /** The region that its streams' ARNs name. */
    public String region() {
        return supervisor.region();
    }

    public DeploymentPlan plan() {
        return supervisor.plan();
    }

    /** The physical name of a stream, by its property group's id, its logical id or the physical name itself. */
    public String streamName(String stream) {
        return StreamNames.find(StageRecord.streams(plan()), stream);
    }

    /** Writes records and returns once the stream has them. */
    public void put(String stream, List<OutgoingRecord> records) {
        StreamWriter writer = writer(stream);
        records.forEach(writer::add);
        writer.flush();
    }

    public StreamWriter writer(String stream) {
        return new StreamWriter(client, streamName(stream));
    }

    /** Reads a stream from its oldest record on. */
    public StreamFollower fromStart(String stream) {
        return StreamFollower.fromStart(client, streamName(stream));
    }

    /** Reads what comes to a stream from now on. */
    public StreamFollower fromNow(String stream) {
        return StreamFollower.fromNow(client, streamName(stream));
    }

    public List<ApplicationStatus> applications() {
        return supervisor.statuses();
    }

    /** Stops everything in good order: applications with snapshots take a savepoint, which the next start restores. */
    @Override
    public void close() {
        client.close();
        supervisor.stop();
    }

    /** Ends every process at once, as {@code kill -9} of all of them does; the next start resumes. */
    public void kill() {
        client.close();
        supervisor.kill();
    }

    /** How a stage is started. */
    public static final class Builder {
        private final Path assembly;
        private Optional<String> stage = Optional.empty();
        private Path stateDirectory = Path.of(".millrace");
        private Optional<LocalHome> home = Optional.empty();
        private Consumer<String> events = event -> {};

        private Builder(Path assembly) {
            this.assembly = requireNonNull(assembly, "assembly is null");
        }

        /** Name of the stage; without it the only one, or {@code dev}. */
        public Builder stage(String name) {
            this.stage = Optional.of(name);
            return this;
        }

        /** Where stages keep their state; without it {@code .millrace} in the working directory. */
        public Builder stateDirectory(Path directory) {
            this.stateDirectory = requireNonNull(directory, "directory is null");
            return this;
        }

        /** Where Millrace lies; without it the system property {@code millrace.home} says. */
        public Builder home(Path directory) {
            this.home = Optional.of(new LocalHome(directory));
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
            Stage chosen = stage.map(read::stage).orElseGet(read::usualStage);
            return new Supervisor(
                    DeploymentPlan.of(chosen),
                    StageDirectory.of(stateDirectory, chosen.name()),
                    home.orElseGet(LocalHome::ofSystemProperty),
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

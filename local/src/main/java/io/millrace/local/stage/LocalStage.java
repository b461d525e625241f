package io.millrace.local.stage;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.GivenValuesFile;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.assembly.template.GivenValues;
import io.millrace.contract.service.ServiceQuotas;
import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.application.DebugPorts;
import io.millrace.local.application.Endpoints;
import io.millrace.local.application.FlinkClusters;
import io.millrace.local.application.FlinkSettings;
import io.millrace.local.process.LocalHome;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.server.KinesisLimits;
import io.millrace.local.server.StageStreams;
import io.millrace.local.update.PlanSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a cloud assembly that runs on this machine. The process that starts it can put and read records, and closes
 * it; tests use {@link io.millrace.local.junit.StageExtension}. {@link RunningStage} gives access from other processes.
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
    private @Nullable StageStreams streams;

    private LocalStage(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /**
     * Starts the stage, and returns once every application runs.
     *
     * @throws StageException when one does not, or when the stage already runs; no process is left then
     */
    public LocalStage start() {
        supervisor.start();
        streams = supervisor.streams();
        return this;
    }

    private StageStreams streams() {
        if (streams == null) {
            throw new IllegalStateException("stage %s is not started".formatted(plan().stage()));
        }
        return streams;
    }

    /** A stage of the assembly in a directory. */
    public static Builder builder(Path assembly) {
        return new Builder(assembly);
    }

    /**
     * The endpoint of the local Kinesis.
     *
     * @throws IllegalStateException when the stage has none, since its streams are on Kafka
     */
    public URI endpoint() {
        return URI.create(supervisor.address(StreamBackend.KINESIS));
    }

    /**
     * The address of the local Kafka, for a client's {@code bootstrap.servers}.
     *
     * @throws IllegalStateException when the stage has none, since its streams are on Kinesis
     */
    public String bootstrapServers() {
        return supervisor.address(StreamBackend.KAFKA);
    }

    /** The region of the stage's resources. */
    public String region() {
        return supervisor.plan().region();
    }

    public DeploymentPlan plan() {
        return supervisor.plan();
    }

    /** The physical name of a stream, given the property group that binds it, its logical id or its physical name. */
    public String streamName(String stream) {
        return streams().name(stream);
    }

    /** Writes records, and returns once the stream has them. */
    public void put(String stream, List<OutgoingRecord> records) {
        StreamWriter writer = writer(stream);
        records.forEach(writer::add);
        writer.flush();
    }

    public StreamWriter writer(String stream) {
        return streams().writer(stream);
    }

    /** Reads a stream from its oldest record on. */
    public StreamFollower fromStart(String stream) {
        return streams().fromStart(stream);
    }

    /** Reads the records that arrive in a stream from now on. */
    public StreamFollower fromNow(String stream) {
        return streams().fromNow(stream);
    }

    /** Queries the status of each application. */
    public List<ApplicationStatus> applications() {
        return supervisor.statuses();
    }

    public StageDirectory directory() {
        return supervisor.directory();
    }

    /**
     * Carries out a snapshot, an update or a rollback.
     *
     * @return what was done, one line per application
     * @throws StageException when the operation fails
     */
    public List<String> carryOut(OperationRequest request) {
        try {
            return directory()
                    .running()
                    .orElseThrow(() -> new StageException("stage %s does not run".formatted(plan().stage())))
                    .carryOut(request, event -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("interrupted", e);
        }
    }

    FlinkClusters flink() {
        return supervisor.flink();
    }

    /**
     * Stops the stage: applications with snapshots on take a savepoint, which the next start restores. Does nothing when the
     * stage was not started.
     */
    @Override
    public void close() {
        closeStreams();
        supervisor.stop();
    }

    /** Ends every process at once, as {@code kill -9} does; the next start resumes. */
    public void kill() {
        closeStreams();
        supervisor.kill();
    }

    /**
     * Ends a stage whose state is not needed again: without savepoints, and each process at once unless it has an archive of
     * its classes to write, with which the next stages start faster.
     */
    public void discard() {
        closeStreams();
        supervisor.discard();
    }

    private void closeStreams() {
        if (streams != null) {
            streams.close();
        }
    }

    /** The settings of a stage. */
    public static final class Builder {
        private final Path assembly;
        private Optional<String> stage = Optional.empty();
        private List<String> applications = List.of();
        private Path stateDirectory = Path.of(".millrace");
        private Optional<LocalHome> home = Optional.empty();
        private Optional<StreamBackend> streams = Optional.empty();
        private ServiceQuotas quotas = ServiceQuotas.DEFAULT;
        private OptionalInt maxParallelism = OptionalInt.empty();
        private KinesisLimits limits = KinesisLimits.ON;
        private FlinkSettings flink = FlinkSettings.NONE;
        private final Map<String, Integer> debugPorts = new TreeMap<>();
        private Consumer<String> events = event -> {};
        private GivenValues given = GivenValues.NONE;
        private boolean streamsOnly;

        private Builder(Path assembly) {
            this.assembly = requireNonNull(assembly, "assembly is null");
        }

        /** The name of the stage; by default the only one, or {@code dev}. */
        public Builder stage(String name) {
            this.stage = Optional.of(name);
            return this;
        }

        /** Starts only these applications, given the names of jobs or logical ids; by default all of them. */
        public Builder applications(String... names) {
            this.applications = List.of(names);
            return this;
        }

        /** The directory of the stages' state; by default {@code .millrace} in the working directory. */
        public Builder stateDirectory(Path directory) {
            this.stateDirectory = requireNonNull(directory, "directory is null");
            return this;
        }

        /**
         * The directory of a built checkout of Millrace; by default the system property {@code millrace.home}, or else the
         * artifacts {@code millrace-cluster}, {@code millrace-cluster-flink2} and {@code millrace-kafka} with the classifier
         * {@code distribution} on the class path.
         */
        public Builder home(Path directory) {
            this.home = Optional.of(new LocalHome(directory));
            return this;
        }

        /** The server of the streams; by default that of the former start, or Kinesis. */
        public Builder streams(StreamBackend backend) {
            this.streams = Optional.of(backend);
            return this;
        }

        /** The quotas of the account that the stage is deployed to; by default those of one that has not requested more. */
        public Builder quotas(ServiceQuotas ofAccount) {
            this.quotas = requireNonNull(ofAccount, "ofAccount is null");
            return this;
        }

        /** The most parallelism that an application has here; by default it has the template's. */
        public Builder maxParallelism(int most) {
            if (most < 1) {
                throw new StageException("--max-parallelism must be at least 1, got '%d'".formatted(most));
            }
            this.maxParallelism = OptionalInt.of(most);
            return this;
        }

        /** Starts no applications. */
        public Builder streamsOnly() {
            this.streamsOnly = true;
            return this;
        }

        /**
         * What AWS knows and the assembly does not have, in addition to what is in {@value GivenValuesFile#NAME} beside the
         * assembly.
         */
        public Builder given(GivenValues values) {
            this.given = requireNonNull(values, "values is null");
            return this;
        }

        /** Whether the streams refuse what the service would refuse for being too much; by default they do. */
        public Builder limits(KinesisLimits chosen) {
            this.limits = requireNonNull(chosen, "limits is null");
            return this;
        }

        /** Settings of Flink that differ from the service's, for a measurement; by default there are none. */
        public Builder flink(FlinkSettings settings) {
            this.flink = requireNonNull(settings, "settings is null");
            return this;
        }

        /**
         * The port of loopback at which the Flink process of an application listens for a debugger; by default it does not listen.
         *
         * @param application the name of its job, its logical id or its name
         * @param port 1 to 65535, which must be free at the start
         */
        public Builder debugPort(String application, int port) {
            debugPorts.put(requireNonNull(application, "application is null"), port);
            return this;
        }

        /** The listener that receives a line for everything that happens. */
        public Builder events(Consumer<String> listener) {
            this.events = requireNonNull(listener, "listener is null");
            return this;
        }

        /** Plans the stage without starting anything. */
        public LocalStage prepare() {
            CloudAssembly read = CloudAssembly.read(assembly);
            Stage chosen = stage.map(read::stage).orElseGet(read::defaultStage);
            StageDirectory directory = StageDirectory.of(stateDirectory, read, chosen);
            StreamBackend backend = streams.or(directory::streams).orElse(StreamBackend.KINESIS);
            Optional<List<String>> names = chosenApplications();
            PlanSettings settings = new PlanSettings(quotas, maxParallelism, given, names.isEmpty());
            DeploymentPlan all = settings.plan(read, chosen, names);
            DeploymentPlan plan = names.map(all::only).orElse(all).on(backend);
            MachineCapacity.ofThisMachine().require(plan);
            GivenValues values = settings.values(assembly);
            List<String> violations = Endpoints.violations(values.endpoints());
            if (!violations.isEmpty()) {
                throw new StageException(String.join(System.lineSeparator(), violations));
            }
            return new LocalStage(new Supervisor(
                    assembly,
                    plan,
                    settings,
                    values,
                    directory,
                    home.orElseGet(LocalHome::find),
                    limits,
                    flink.with(DebugPorts.of(debugPorts, plan)),
                    events));
        }

        /** Empty means all of them. */
        private Optional<List<String>> chosenApplications() {
            if (streamsOnly) {
                return Optional.of(List.of());
            }
            return applications.isEmpty() ? Optional.empty() : Optional.of(applications);
        }

        /**
         * Starts the stage, and returns once every application runs.
         *
         * @throws StageException when one does not, or when the stage already runs
         */
        public LocalStage start() {
            return prepare().start();
        }
    }
}

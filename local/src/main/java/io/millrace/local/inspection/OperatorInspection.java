package io.millrace.local.inspection;

import static java.util.stream.Collectors.joining;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.console.report.records.SampleReport;
import io.millrace.local.application.KnownApplication;
import io.millrace.local.process.LocalHome;
import io.millrace.local.process.ProcessIdentity;
import io.millrace.local.process.StageException;
import io.millrace.local.stage.RunningStage;
import io.millrace.local.versions.Version;
import io.millrace.local.versions.Versions;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The inspection of one operator of a running job, of any jar. It loads {@code io.millrace.cluster.inspect.InspectionAgent} into the
 * application's Flink process, which connects to this one; the documentation of {@code AgentSession} there has what they send. When
 * the connection ends, in whatever way, Flink's process is as it was.
 */
public final class OperatorInspection implements AutoCloseable {
    /** Long enough for a machine that is busy. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private static final int SAMPLE = 1;
    private static final int SEEN = 2;
    private static final int END = 3;

    private final String application;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final List<InspectedOperator> operators = new ArrayList<>();

    private OperatorInspection(String application, Socket socket, String secret) throws IOException {
        this.application = application;
        this.socket = socket;
        socket.setSoTimeout((int) ANSWER.toMillis());
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        if (!in.readUTF().equals(secret)) {
            throw new IOException("another process has connected");
        }
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            operators.add(new InspectedOperator(in.readUTF(), in.readUTF(), in.readUTF(), in.readInt()));
        }
    }

    /**
     * Connects to the Flink process of an application.
     *
     * @param called the name of its job, its logical id or its name; empty for the only application that runs
     * @throws StageException when there is no such application, or when its process cannot be connected to
     */
    public static OperatorInspection open(RunningStage stage, Optional<String> called) {
        Version version = find(stage, called);
        String name = version.plan().name();
        KnownApplication application = stage.status().applications().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new StageException("application %s is still starting; try again in a moment".formatted(name)));
        ProcessIdentity process = application
                .process()
                .orElseThrow(() -> new StageException(
                        "the Flink process of application %s is being restarted; try again in a moment"
                                .formatted(name)));
        int major = LocalRuntime.of(version.plan().runtime()).orElseThrow().major();
        Path agent = LocalHome.find().cluster(major).jar();
        String secret = UUID.randomUUID().toString();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout((int) ANSWER.toMillis());
            load(process, agent, server.getLocalPort() + " " + secret);
            return connected(name, server.accept(), secret);
        } catch (IOException | AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new StageException(
                    "the Flink process %d of application %s cannot be inspected: %s; it must be of this user, and its JVM must allow to attach"
                            .formatted(process.pid(), name, e.getMessage()),
                    e);
        }
    }

    private static OperatorInspection connected(String application, Socket socket, String secret) throws IOException {
        try {
            return new OperatorInspection(application, socket, secret);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void load(ProcessIdentity process, Path agent, String argument)
            throws IOException, AttachNotSupportedException, AgentLoadException, AgentInitializationException {
        VirtualMachine jvm = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            jvm.loadAgent(agent.toString(), argument);
        } finally {
            jvm.detach();
        }
    }

    private static Version find(RunningStage stage, Optional<String> called) {
        List<Version> all = stage.directory().versions().stream()
                .map(Versions::current)
                .flatMap(Optional::stream)
                .filter(version -> stage.status().applications().stream()
                        .anyMatch(known -> known.name().equals(version.plan().name())))
                .toList();
        List<Version> found = all.stream()
                .filter(version -> called.map(version.plan()::isCalled).orElse(true))
                .toList();
        if (all.isEmpty()) {
            throw new StageException(
                    "no application of stage %s runs; 'millrace local status' shows why".formatted(stage.name()));
        }
        if (found.size() != 1) {
            String names = all.stream()
                    .map(Version::plan)
                    .map(ApplicationPlan::shortName)
                    .collect(joining(", "));
            throw new StageException(called.map(
                            name -> "APPLICATION must be one that runs, got '%s'; there are: %s".formatted(name, names))
                    .orElseGet(() -> "APPLICATION must be given, since several run: " + names));
        }
        return found.get(0);
    }

    /** The operators of the tasks that run, in the order of the dataflow within a task. */
    public List<InspectedOperator> operators() {
        return List.copyOf(operators);
    }

    /**
     * The operator of a uid, a name or an id.
     *
     * @throws StageException when there is none, or more than one; the message lists the operators
     */
    public InspectedOperator find(String called) {
        List<InspectedOperator> found =
                operators.stream().filter(operator -> operator.isCalled(called)).toList();
        if (found.size() != 1) {
            throw new StageException(
                    "UID must be that of one operator of application %s, got '%s'; its operators are:%n%s"
                            .formatted(
                                    application,
                                    called,
                                    operators.stream()
                                            .map(operator -> "  " + operator.line())
                                            .collect(joining(System.lineSeparator()))));
        }
        return found.get(0);
    }

    /**
     * Samples the records that leave an operator, once for an inspection.
     *
     * @param rate the most records of a second, of all subtasks together; 1 at least
     * @param isOver looked at once a second at least
     * @return how many records have left the operator
     * @throws StageException when the process ends, or when its operator cannot be inspected
     */
    public long sample(InspectedOperator operator, int rate, BooleanSupplier isOver, Consumer<SampleReport> samples) {
        try {
            out.writeUTF(operator.id());
            out.writeInt(rate);
            out.flush();
            changeClasses();
            return read(operator, isOver, samples);
        } catch (EOFException | SocketException e) {
            throw new StageException(
                    "the Flink process of application %s ended; 'millrace local status' shows why"
                            .formatted(application),
                    e);
        } catch (IOException e) {
            throw new StageException(
                    "operator %s of application %s cannot be inspected: %s"
                            .formatted(operator.text(), application, e.getMessage()),
                    e);
        }
    }

    private void changeClasses() throws IOException {
        int count = in.readInt();
        List<byte[]> changed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] classFile = in.readNBytes(in.readInt());
            changed.add(OutputProbe.changed(classFile, in.readInt()));
        }
        for (byte[] classFile : changed) {
            out.writeInt(classFile.length);
            out.write(classFile);
        }
        out.flush();
    }

    private long read(InspectedOperator operator, BooleanSupplier isOver, Consumer<SampleReport> samples)
            throws IOException {
        long seen = 0;
        boolean stopped = false;
        while (true) {
            int kind = in.readByte();
            switch (kind) {
                case SAMPLE -> {
                    SampleReport sample = sample(operator);
                    if (!stopped) {
                        samples.accept(sample);
                    }
                }
                case SEEN -> seen = in.readLong();
                case END -> {
                    return seen;
                }
                default -> throw new IOException(in.readUTF());
            }
            if (!stopped && isOver.getAsBoolean()) {
                stopped = true;
                out.writeByte(END);
                out.flush();
            }
        }
    }

    private SampleReport sample(InspectedOperator operator) throws IOException {
        int subtask = in.readInt();
        long at = in.readLong();
        boolean hasTimestamp = in.readBoolean();
        long timestamp = in.readLong();
        String sideOutput = in.readUTF();
        return new SampleReport(
                application,
                operator.text(),
                subtask,
                at,
                hasTimestamp ? Optional.of(timestamp) : Optional.empty(),
                Optional.of(sideOutput).filter(id -> !id.isEmpty()),
                in.readUTF(),
                in.readUTF());
    }

    public String application() {
        return application;
    }

    /** Ends the connection, and with it what goes on in Flink's process. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}

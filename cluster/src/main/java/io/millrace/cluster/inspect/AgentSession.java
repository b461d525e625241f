package io.millrace.cluster.inspect;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The inspection of one operator. The other process gets, in this order:
 *
 * <ol>
 *   <li>the secret, and the operators: how many, and of each its id, uid, name and parallelism
 *   <li>once it has chosen an id and a rate: the classes of the outputs: how many, and of each its class file and the numbers of its
 *       {@link OutputMethod}s
 *   <li>once it has sent the changed class files in the same order: {@link #SAMPLE}s, and a {@link #SEEN} each second, until it sends a
 *       byte
 *   <li>{@link #END}, when the classes are as they were
 * </ol>
 *
 * <p>A failure is an {@link #ERROR} with a sentence. The classes are changed back in any case.
 */
final class AgentSession {
    static final int SAMPLE = 1;
    static final int SEEN = 2;
    static final int END = 3;
    static final int ERROR = 4;

    private static final long LOOK_MILLIS = 20;
    private static final long SEEN_MILLIS = 1_000;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final Instrumentation jvm;

    AgentSession(Socket socket, Instrumentation jvm) throws IOException {
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        this.jvm = requireNonNull(jvm, "jvm is null");
    }

    void serve(String secret) throws IOException {
        out.writeUTF(secret);
        try {
            sendOperators();
            inspect(in.readUTF(), in.readInt());
        } catch (ReflectiveOperationException | UnmodifiableClassException e) {
            out.writeByte(ERROR);
            out.writeUTF(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    private void sendOperators() throws IOException, ReflectiveOperationException, InterruptedException {
        Map<String, List<SubtaskOutput>> operators = new LinkedHashMap<>();
        for (SubtaskOutput output : RunningTasks.outputs()) {
            operators
                    .computeIfAbsent(output.operator, none -> new ArrayList<>())
                    .add(output);
        }
        out.writeInt(operators.size());
        for (Map.Entry<String, List<SubtaskOutput>> operator : operators.entrySet()) {
            List<SubtaskOutput> subtasks = operator.getValue();
            out.writeUTF(operator.getKey());
            out.writeUTF(
                    OperatorUids.find(operator.getKey()).map(entry -> entry.uid).orElse(""));
            out.writeUTF(OperatorUids.find(operator.getKey())
                    .map(entry -> entry.name)
                    .orElse(subtasks.get(0).operatorType));
            out.writeInt(subtasks.size());
        }
        out.flush();
    }

    private void inspect(String operator, int rate)
            throws IOException, ReflectiveOperationException, UnmodifiableClassException, InterruptedException {
        Map<Class<?>, Integer> methods = methods(outputs(operator));
        Map<Class<?>, byte[]> changed = changed(methods);
        ValueSampler sampler = new ValueSampler(rate, System::nanoTime);
        ChangedClasses.take(changed, jvm);
        try {
            sample(operator, sampler, changed.keySet());
        } finally {
            InspectedOutputs.forget(sampler);
            ChangedClasses.release(changed.keySet(), jvm);
        }
        out.writeByte(END);
    }

    private static List<SubtaskOutput> outputs(String operator)
            throws ReflectiveOperationException, InterruptedException {
        List<SubtaskOutput> outputs = RunningTasks.outputs();
        outputs.removeIf(output -> !output.operator.equals(operator));
        return outputs;
    }

    /** The classes to change, with the sum of the numbers of their methods. */
    private static Map<Class<?>, Integer> methods(List<SubtaskOutput> outputs) {
        Set<Class<?>> types = new LinkedHashSet<>();
        outputs.forEach(output -> types.add(output.output.getClass()));
        Map<Class<?>, Set<OutputMethod>> methods = new LinkedHashMap<>();
        types.forEach(type -> OutputMethod.of(type)
                .forEach((method, declaring) -> methods.computeIfAbsent(declaring, none -> new LinkedHashSet<>())
                        .add(method)));
        Map<Class<?>, Integer> numbers = new LinkedHashMap<>();
        methods.forEach((type, all) ->
                numbers.put(type, all.stream().mapToInt(method -> method.number).sum()));
        return numbers;
    }

    private Map<Class<?>, byte[]> changed(Map<Class<?>, Integer> methods) throws IOException {
        out.writeInt(methods.size());
        for (Map.Entry<Class<?>, Integer> type : methods.entrySet()) {
            byte[] classFile = classFile(type.getKey());
            out.writeInt(classFile.length);
            out.write(classFile);
            out.writeInt(type.getValue());
        }
        out.flush();
        Map<Class<?>, byte[]> changed = new LinkedHashMap<>();
        for (Class<?> type : methods.keySet()) {
            changed.put(type, in.readNBytes(in.readInt()));
        }
        return changed;
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IOException(file + " is not on the class path");
            }
            return bytes.readAllBytes();
        }
    }

    /** Until the other process sends a byte, or is gone. The job may be restarted meanwhile. */
    private void sample(String operator, ValueSampler sampler, Set<Class<?>> changed)
            throws IOException, ReflectiveOperationException, InterruptedException {
        long next = System.nanoTime();
        while (in.available() == 0) {
            if (System.nanoTime() - next >= 0) {
                next += TimeUnit.MILLISECONDS.toNanos(SEEN_MILLIS);
                List<SubtaskOutput> outputs = outputs(operator);
                outputs.removeIf(output -> !changed.containsAll(
                        OutputMethod.of(output.output.getClass()).values()));
                InspectedOutputs.inspect(sampler, outputs);
                out.writeByte(SEEN);
                out.writeLong(sampler.seen());
            }
            for (ValueSample sample = sampler.poll(); sample != null; sample = sampler.poll()) {
                send(sample);
            }
            out.flush();
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        out.writeByte(SEEN);
        out.writeLong(sampler.seen());
    }

    private void send(ValueSample sample) throws IOException {
        out.writeByte(SAMPLE);
        out.writeInt(sample.subtask);
        out.writeLong(sample.atMillis);
        out.writeBoolean(sample.timestamp.isPresent());
        out.writeLong(sample.timestamp.orElse(0));
        out.writeUTF(sample.sideOutput);
        out.writeUTF(sample.type);
        out.writeUTF(sample.text);
    }
}

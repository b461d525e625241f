package io.millrace.cluster.inspect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** Which outputs are inspected. The methods {@code offer} are called by the outputs' classes while they are changed. */
public final class InspectedOutputs {
    /** By output; replaced, never changed. */
    private static volatile IdentityHashMap<Object, List<Inspected>> inspected = new IdentityHashMap<>();

    private InspectedOutputs() {}

    private static final class Inspected {
        final ValueSampler sampler;
        final int subtask;

        Inspected(ValueSampler sampler, int subtask) {
            this.sampler = sampler;
            this.subtask = subtask;
        }
    }

    /** A record leaves through an output. */
    public static void offer(Object output, Object record) {
        List<Inspected> by = inspected.get(output);
        if (by != null) {
            for (Inspected one : by) {
                one.sampler.offer(one.subtask, null, (StreamRecord<?>) record);
            }
        }
    }

    /** A record leaves through a side output. */
    public static void offer(Object output, Object tag, Object record) {
        List<Inspected> by = inspected.get(output);
        if (by != null) {
            for (Inspected one : by) {
                one.sampler.offer(one.subtask, (OutputTag<?>) tag, (StreamRecord<?>) record);
            }
        }
    }

    /** Replaces the outputs that a sampler inspects. */
    static synchronized void inspect(ValueSampler sampler, Collection<SubtaskOutput> outputs) {
        IdentityHashMap<Object, List<Inspected>> next = new IdentityHashMap<>();
        inspected.forEach((output, by) -> {
            List<Inspected> others = new ArrayList<>(by);
            others.removeIf(one -> one.sampler == sampler);
            if (!others.isEmpty()) {
                next.put(output, others);
            }
        });
        for (SubtaskOutput of : outputs) {
            next.computeIfAbsent(of.output, none -> new ArrayList<>()).add(new Inspected(sampler, of.subtask));
        }
        inspected = next;
    }

    /** Ends a sampler's inspection. */
    static void forget(ValueSampler sampler) {
        inspect(sampler, List.of());
    }
}

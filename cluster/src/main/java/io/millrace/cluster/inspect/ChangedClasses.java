package io.millrace.cluster.inspect;

import static java.util.Objects.requireNonNull;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes that inspections have changed, each until the last inspection that needs it ends. */
final class ChangedClasses {
    private static final Map<Class<?>, Change> CHANGES = new HashMap<>();

    private ChangedClasses() {}

    private static final class Change implements ClassFileTransformer {
        private final Class<?> type;
        private final byte[] changed;
        private int users;

        Change(Class<?> type, byte[] changed) {
            this.type = requireNonNull(type, "type is null");
            this.changed = requireNonNull(changed, "changed is null");
        }

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] classFile) {
            return redefined == type ? changed.clone() : null;
        }
    }

    /** Changes classes, unless another inspection has changed them. */
    static synchronized void take(Map<Class<?>, byte[]> classFiles, Instrumentation jvm)
            throws UnmodifiableClassException {
        for (Map.Entry<Class<?>, byte[]> entry : classFiles.entrySet()) {
            Change change = CHANGES.get(entry.getKey());
            if (change == null) {
                change = new Change(entry.getKey(), entry.getValue());
                CHANGES.put(entry.getKey(), change);
                jvm.addTransformer(change, true);
                jvm.retransformClasses(entry.getKey());
            }
            change.users++;
        }
    }

    /** Changes classes back. */
    static synchronized void release(Collection<Class<?>> types, Instrumentation jvm)
            throws UnmodifiableClassException {
        for (Class<?> type : types) {
            Change change = CHANGES.get(type);
            if (change != null && --change.users == 0) {
                CHANGES.remove(type);
                jvm.removeTransformer(change);
                jvm.retransformClasses(type);
            }
        }
    }
}

package io.millrace.benchmarks.ablation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects of one class that a job's object consists of. */
final class Parts<T> {
    private static final String JOBS = "io.millrace.job.";

    private final Class<T> wanted;
    private final List<T> found = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Parts(Class<T> wanted) {
        this.wanted = wanted;
    }

    static <T> List<T> of(Object whole, Class<T> wanted) {
        Parts<T> parts = new Parts<>(wanted);
        parts.visit(whole);
        return parts.found;
    }

    private void visit(@Nullable Object part) {
        if (part == null || !part.getClass().getName().startsWith(JOBS) || !seen.add(part)) {
            return;
        }
        if (wanted.isInstance(part)) {
            found.add(wanted.cast(part));
        }
        for (Class<?> type = part.getClass(); type.getName().startsWith(JOBS); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    visit(Fields.value(field, part));
                }
            }
        }
    }
}

package io.millrace.cluster;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects that are sent to the cluster with an operator: what its fields hold, and their fields, in arrays and collections too. */
final class SerializedObjects {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> unread = new ArrayDeque<>();

    private SerializedObjects() {}

    /** All that can be reached from some objects, themselves included. Of the JDK's, only those that hold others are listed. */
    static List<Object> of(Stream<?> roots) {
        SerializedObjects objects = new SerializedObjects();
        roots.forEach(objects::add);
        while (!objects.unread.isEmpty()) {
            objects.addParts(objects.unread.remove());
        }
        return List.copyOf(objects.seen);
    }

    private void add(@Nullable Object object) {
        if (object != null && hasParts(object) && seen.add(object)) {
            unread.add(object);
        }
    }

    private static boolean hasParts(Object object) {
        return !object.getClass().getModule().isNamed()
                || object instanceof Object[]
                || object instanceof Collection
                || object instanceof Map;
    }

    private void addParts(Object object) {
        if (object instanceof Object[]) {
            Arrays.stream((Object[]) object).forEach(this::add);
        } else if (!object.getClass().getModule().isNamed()) {
            for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
                addFields(object, type);
            }
        } else if (object instanceof Collection) {
            ((Collection<?>) object).forEach(this::add);
        } else if (object instanceof Map) {
            ((Map<?, ?>) object).forEach((key, value) -> {
                add(key);
                add(value);
            });
        }
    }

    private void addFields(Object object, Class<?> type) {
        // a class of a job may extend one of the JDK
        if (type.getModule().isNamed()) {
            return;
        }
        for (Field field : type.getDeclaredFields()) {
            boolean isSent = !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
            if (isSent && !field.getType().isPrimitive()) {
                try {
                    field.setAccessible(true);
                    add(field.get(object));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}

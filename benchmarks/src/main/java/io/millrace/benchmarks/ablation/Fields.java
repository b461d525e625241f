package io.millrace.benchmarks.ablation;

import java.lang.reflect.Field;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Private fields, by their names. A name that a job no longer has is an error, which the tests of all ablations notice. */
final class Fields {
    private Fields() {}

    static <T> T get(Object owner, String name, Class<T> type) {
        return access(owner, name, field -> type.cast(value(field, owner)));
    }

    static void set(Object owner, String name, Object value) {
        access(owner, name, field -> {
            try {
                field.set(owner, value);
                return value;
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static @Nullable Object value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T access(Object owner, String name, Function<Field, T> access) {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return access.apply(field);
                }
            }
        }
        throw new IllegalStateException(
                owner.getClass() + " must have a field '" + name + "'; adapt the ablation to the job");
    }
}

package io.millrace.kinesis.request;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the required members that are missing from a request or from a structure within it. */
final class RequiredMembers {
    private static final ClassValue<RequiredMembers> OF_TYPE = new ClassValue<>() {
        @Override
        protected RequiredMembers computeValue(Class<?> type) {
            return new RequiredMembers(type.getRecordComponents());
        }
    };

    private final RecordComponent[] members;
    private final boolean[] required;

    private RequiredMembers(RecordComponent[] members) {
        this.members = members;
        this.required = new boolean[members.length];
        for (int i = 0; i < members.length; i++) {
            required[i] = !members[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            // requests are package-private
            members[i].getAccessor().setAccessible(true);
        }
    }

    static void check(Request request, Violations missing) {
        check(request, "", missing);
    }

    private static void check(@Nullable Object value, String path, Violations missing) {
        if (value instanceof Collection<?> elements) {
            int index = 0;
            for (Object element : elements) {
                String name = path + "[" + index++ + "]";
                if (element == null) {
                    missing.add(name + " must be given");
                }
                check(element, name, missing);
            }
        }
        if (value instanceof Request) {
            OF_TYPE.get(value.getClass()).checkMembers(value, path.isEmpty() ? "" : path + ".", missing);
        }
    }

    private void checkMembers(Object request, String prefix, Violations missing) {
        for (int i = 0; i < members.length; i++) {
            Object value = read(members[i], request);
            if (value == null && required[i]) {
                missing.add(prefix + members[i].getName() + " must be given");
            }
            check(value, prefix + members[i].getName(), missing);
        }
    }

    private static @Nullable Object read(RecordComponent member, Object request) {
        try {
            return member.getAccessor().invoke(request);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record's component must be readable: " + member, e);
        }
    }
}

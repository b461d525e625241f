package io.millrace.kinesis.request;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes records of the structures that {@link ValueReader} reads. A component has its member's name. */
final class RecordBinder {
    private static final ClassValue<RecordBinder> OF_TYPE = new ClassValue<>() {
        @Override
        protected RecordBinder computeValue(Class<?> type) {
            return new RecordBinder(type);
        }
    };

    private final Constructor<?> constructor;
    private final List<Member> members;

    private record Member(String name, Function<Object, Object> conversion) {}

    private RecordBinder(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a request must be a record: " + type, e);
        }
        constructor.setAccessible(true); // requests are package-private
        this.members = Arrays.stream(components)
                .map(component -> new Member(memberName(component), conversion(component.getGenericType())))
                .toList();
    }

    static <T extends Request> T bind(Map<?, ?> structure, Class<T> type) {
        return type.cast(OF_TYPE.get(type).bind(structure));
    }

    /** The member's name: that of the component, with a capital. */
    static String memberName(RecordComponent component) {
        String name = component.getName();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private Object bind(Map<?, ?> structure) {
        @Nullable
        Object[] values = members.stream()
                .map(member -> {
                    Object value = structure.get(member.name());
                    return value == null ? null : member.conversion().apply(value);
                })
                .toArray();
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a request's record must take all values: " + constructor, e);
        }
    }

    private static Function<Object, Object> conversion(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Function<Object, Object> element = conversion(list.getActualTypeArguments()[0]);
            return value -> ((List<?>) value).stream().map(element).toList();
        }
        if (type == Integer.class) {
            return value -> Math.toIntExact((Long) value);
        }
        if (type instanceof Class<?> single && single.isEnum()) {
            return value -> constant(single, (String) value);
        }
        if (type instanceof Class<?> single && single.isRecord()) {
            return value -> OF_TYPE.get(single).bind((Map<?, ?>) value);
        }
        return value -> value;
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " must have all values of the service model"));
    }
}

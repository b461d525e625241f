package io.millrace.cluster.inspect;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The methods through which records leave; the numbers are those that the other process knows. */
enum OutputMethod {
    /** Takes a record. */
    RECORD(1, 1),
    /** Takes the tag of a side output and a record. */
    SIDE_OUTPUT(2, 2);

    final int number;
    private final int parameters;

    OutputMethod(int number, int parameters) {
        this.number = number;
        this.parameters = parameters;
    }

    /** The class of each method that runs when it is called on an object of a type, which may inherit it. */
    static Map<OutputMethod, Class<?>> of(Class<?> type) {
        Map<OutputMethod, Class<?>> declared = new EnumMap<>(OutputMethod.class);
        for (OutputMethod method : values()) {
            for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
                if (method.isDeclaredBy(declaring)) {
                    declared.put(method, declaring);
                    break;
                }
            }
        }
        return declared;
    }

    private boolean isDeclaredBy(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("collect")
                        && method.getParameterCount() == parameters
                        && method.getParameterTypes()[parameters - 1] == StreamRecord.class);
    }
}

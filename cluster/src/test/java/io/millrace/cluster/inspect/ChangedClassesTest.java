package io.millrace.cluster.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangedClassesTest {
    private static final byte[] CHANGED = {1, 2};

    private final List<ClassFileTransformer> transformers = new ArrayList<>();
    private final List<byte @Nullable []> retransformed = new ArrayList<>();

    @Test
    void aClassIsChangedUntilTheLastInspectionEnds() throws Exception {
        Instrumentation jvm = jvm();

        ChangedClasses.take(Map.of(String.class, CHANGED), jvm);
        ChangedClasses.take(Map.of(String.class, new byte[] {3}), jvm);
        ChangedClasses.release(List.of(String.class), jvm);

        assertThat(retransformed).containsExactly(CHANGED);

        ChangedClasses.release(List.of(String.class), jvm);
        ChangedClasses.release(List.of(String.class), jvm);

        assertThat(transformers).isEmpty();
        assertThat(retransformed).containsExactly(CHANGED, null);
    }

    /** Records to what a class is changed: null stands for its own class file. */
    private Instrumentation jvm() {
        return (Instrumentation) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "addTransformer" -> transformers.add((ClassFileTransformer) arguments[0]);
                        case "removeTransformer" -> {
                            return transformers.remove((ClassFileTransformer) arguments[0]);
                        }
                        case "retransformClasses" -> retransformed.add(transformed((Class<?>[]) arguments[0]));
                        default -> throw new AssertionError(method);
                    }
                    return null;
                });
    }

    private byte @Nullable [] transformed(Class<?>[] types) throws IllegalClassFormatException {
        for (ClassFileTransformer transformer : transformers) {
            assertThat(transformer.transform(null, "other", Object.class, null, new byte[0]))
                    .isNull();
            return transformer.transform(null, "java/lang/String", types[0], null, new byte[0]);
        }
        return null;
    }
}

package io.millrace.local.process;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes all steps of an end: one that fails, for example because the disk is full, keeps none of the others from being taken. */
public final class EveryStep {
    private EveryStep() {}

    /** Takes the steps one after the other, then throws what the first failure threw; the others are its suppressed exceptions. */
    public static void take(Runnable... steps) {
        take(Stream.of(steps));
    }

    /** As {@link #take(Runnable...)}. */
    public static void take(Stream<Runnable> steps) {
        @Nullable RuntimeException failed = null;
        for (Runnable step : steps.toList()) {
            try {
                step.run();
            } catch (RuntimeException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}

package io.millrace.local.process;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The archive of classes that a process reads, or writes when it ends.
 *
 * @param options of the JVM
 * @param time that the process may take to write it
 * @param end receives whether the process has ended in good order, and so has written the archive
 */
record ClassArchive(List<String> options, Duration time, Consumer<Boolean> end) {
    /** For a process without one. */
    static final ClassArchive NONE = new ClassArchive(List.of(), Duration.ZERO, written -> {});

    ClassArchive {
        options = List.copyOf(options);
    }

    void ended(int exitCode) {
        end.accept(exitCode == 0);
    }

    /** The process did not start. */
    void failed() {
        end.accept(false);
    }
}

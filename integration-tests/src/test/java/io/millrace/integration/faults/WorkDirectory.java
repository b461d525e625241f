package io.millrace.integration.faults;

import io.millrace.local.files.Directories;
import java.nio.file.Path;
import org.junit.jupiter.api.TestInfo;

/** A directory for the data and logs of a test's processes, kept until the test runs again. */
final class WorkDirectory {
    private WorkDirectory() {}

    /** An empty directory for the test. */
    static Path of(TestInfo test) {
        Path directory = ClusterProcess.home()
                .resolve("integration-tests/target/faults")
                .resolve(test.getTestMethod().orElseThrow().getName())
                .toAbsolutePath()
                .normalize();
        Directories.delete(directory);
        Directories.create(directory);
        return directory;
    }
}

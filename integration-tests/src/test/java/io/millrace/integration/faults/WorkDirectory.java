package io.millrace.integration.faults;

import io.millrace.local.files.Directories;
import java.nio.file.Path;
import org.junit.jupiter.api.TestInfo;

/** Where a test's processes keep what they have to keep, and their logs, until the test runs again. */
final class WorkDirectory {
    private WorkDirectory() {}

    /** An empty directory of the test's own. */
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

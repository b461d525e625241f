package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.request.ServiceModel;
import io.millrace.kinesis.store.StreamStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {
    @TempDir
    private Path directory;

    @Test
    void allOperationsOfTheServiceAreServed() throws IOException {
        TestClock clock = new TestClock();
        try (StreamStore store = StreamStore.open(directory, clock)) {
            Set<String> served =
                    new HashSet<>(new Operations(new StreamLookup(store, clock, Duration.ZERO, Limits.off())).names());
            served.add(Subscriptions.OPERATION);

            assertThat(served).isEqualTo(ServiceModel.operations()).hasSize(39);
        }
    }
}

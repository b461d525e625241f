package io.millrace.integration.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.infra.InfraApp;
import io.millrace.integration.JobJar;
import io.millrace.promises.JobPromises;
import io.millrace.promises.Run;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No job of the jar is left undeployed, and no stream of a deployed job unchecked. */
class JobPromisesTest {
    @Test
    void everyJobHasAnApplication() {
        assertThat(InfraApp.jobs()).containsOnlyKeys(JobJar.jobs().keySet());
    }

    @Test
    void everyStreamOfEveryApplicationIsInAPromise() {
        RecordingTarget target = new RecordingTarget();

        JobPromises.feed(target, Run.begin());

        assertThat(InfraApp.jobs()).isNotEmpty().allSatisfy((job, streams) -> assertThat(target.streams())
                .as(job)
                .containsAll(streams));
        assertThat(target.fed()).isEqualTo(Set.copyOf(JobPromises.INPUTS));
    }
}

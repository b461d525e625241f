package io.millrace.integration.promises;

import static java.util.stream.Collectors.toSet;
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
        Set<String> streams =
                InfraApp.jobs().values().stream().flatMap(Set::stream).collect(toSet());

        RecordingTarget target = feed(streams);

        assertThat(target.streams()).isNotEmpty().isEqualTo(streams);
        assertThat(target.fed()).isEqualTo(Set.copyOf(JobPromises.INPUTS));
    }

    @Test
    void onlyTheStreamsOfTheJobsThatAreDeployedAreUsed() {
        assertThat(InfraApp.jobs())
                .isNotEmpty()
                .allSatisfy((job, streams) ->
                        assertThat(feed(streams).streams()).as(job).isEqualTo(streams));
    }

    private static RecordingTarget feed(Set<String> streams) {
        RecordingTarget target = new RecordingTarget();
        JobPromises.feed(target, Run.begin(), streams);
        return target;
    }
}

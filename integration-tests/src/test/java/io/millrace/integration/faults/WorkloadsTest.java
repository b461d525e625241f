package io.millrace.integration.faults;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import io.millrace.integration.JobJar;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No job of the jar is left out of the fault suite, and no stream of a job. */
class WorkloadsTest {
    @Test
    void everyJobHasAWorkload() {
        assertThat(Workloads.all(1))
                .extracting(JobBinding::job)
                .containsExactlyInAnyOrderElementsOf(JobJar.jobs().keySet());
    }

    @Test
    void workloadsAndSpecimensHaveAllStreamsOfTheirJobs() {
        List<JobBinding> bindings = new ArrayList<>(Workloads.all(1));
        bindings.addAll(Workloads.specimens());

        assertThat(bindings).allSatisfy(binding -> {
            JobDeclaration job = JobJar.jobs().get(binding.job());
            assertThat(binding.inputs().keySet()).isEqualTo(names(job.inputs()));
            assertThat(Stream.concat(binding.outputs().stream(), Stream.of(Deployment.REJECTED)))
                    .containsExactlyInAnyOrderElementsOf(names(job.outputs()));
        });
    }

    private static Set<String> names(List<PortDeclaration> ports) {
        return ports.stream().map(PortDeclaration::name).collect(toSet());
    }
}

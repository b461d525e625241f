package io.millrace.contract.flink;

import static java.util.stream.Collectors.toList;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.Contract;
import io.millrace.contract.ContractCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a jar declares: its jobs, and the connectors that their inputs and outputs may use. {@link WriteContract}
 * writes it into the jar, where synthesis reads it; {@link #bind} checks the same when the job starts. Immutable.
 */
public final class JarContract {
    private final List<ConnectorDeclaration> connectors;
    private final List<JobContract> jobs;

    private JarContract(List<ConnectorDeclaration> connectors, List<JobContract> jobs) {
        this.connectors = List.copyOf(connectors);
        this.jobs = List.copyOf(jobs);
    }

    /**
     * The contract of a jar.
     *
     * @param connectors such as {@link KinesisConsumerSettings#declaration}
     */
    public static JarContract of(List<ConnectorDeclaration> connectors, List<JobContract> jobs) {
        return new JarContract(connectors, jobs);
    }

    /** The contract of a jar with one job. */
    public static JarContract of(ConnectorDeclaration connector, JobContract job) {
        return new JarContract(List.of(connector), List.of(job));
    }

    /** What is written into the jar. */
    public Contract declaration() {
        return new Contract(
                connectors, jobs.stream().map(JobContract::declaration).collect(toList()));
    }

    /**
     * Checks property groups as synthesis does, and the rules of {@link JobContract.Builder#check} as well.
     *
     * @param groups group id to key to value; see {@link ApplicationProperties#read()}
     * @return the settings of the job that the groups choose, and of its inputs and outputs
     * @throws InvalidApplicationException naming every violation
     */
    public BoundJob bind(Map<String, Map<String, String>> groups) {
        Optional<JobContract> named = Contract.jobName(groups)
                .flatMap(name ->
                        jobs.stream().filter(job -> job.name().equals(name)).findFirst());
        List<String> violations = new ArrayList<>(ContractCheck.violations(declaration(), groups, value -> false));
        named.ifPresent(job -> job.violations(groups.getOrDefault(Contract.JOB_GROUP, Map.of()))
                .forEach(violation ->
                        violations.add(String.format("property group '%s': %s", Contract.JOB_GROUP, violation))));
        if (!violations.isEmpty()) {
            throw new InvalidApplicationException(violations);
        }
        return new BoundJob(groups);
    }
}

package io.millrace.job;

import static java.util.stream.Collectors.toList;

import io.millrace.contract.Contract;
import io.millrace.contract.ContractCheck;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import io.millrace.job.api.InvalidApplicationException;
import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.booking.BookingAlertsJob;
import io.millrace.job.connector.Connector;
import io.millrace.job.lottery.LotteryJob;
import io.millrace.job.outliers.OutlierJob;
import io.millrace.job.rollup.RollupJob;
import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs of this jar. */
final class Jobs {
    private static final List<Job> ALL =
            List.of(new BookingAlertsJob(), new LotteryJob(), new OutlierJob(), new RollupJob());

    private Jobs() {}

    static List<Job> all() {
        return ALL;
    }

    /** What the jar declares. */
    static Contract contract() {
        return new Contract(
                Connectors.all().stream().map(Connector::declaration).collect(toList()),
                ALL.stream().map(Jobs::declaration).collect(toList()));
    }

    /**
     * Builds the job that the property groups name.
     *
     * @return the job's name
     * @throws InvalidApplicationException naming every violation in the groups
     */
    static String build(StreamExecutionEnvironment environment, Map<String, Map<String, String>> groups) {
        Map<String, String> settings = groups.getOrDefault(Contract.JOB_GROUP, Map.of());
        Optional<Job> named = ALL.stream()
                .filter(job -> job.name().equals(settings.get(Contract.JOB_NAME)))
                .findFirst();
        List<String> violations = new ArrayList<>(ContractCheck.violations(contract(), groups, value -> false));
        named.ifPresent(job -> job.violations(new Settings(settings).readable(job.settings()))
                .forEach(violation ->
                        violations.add(String.format("property group '%s': %s", Contract.JOB_GROUP, violation))));
        if (!violations.isEmpty()) {
            throw new InvalidApplicationException(violations);
        }
        Job job = named.orElseThrow();
        job.build(new JobContext(environment, groups, Connectors::of));
        return job.name();
    }

    private static JobDeclaration declaration(Job job) {
        return new JobDeclaration(
                job.name(),
                job.description(),
                ports(job.inputs()),
                ports(job.outputs()),
                job.settings().stream().map(Setting::declaration).collect(toList()));
    }

    private static List<PortDeclaration> ports(Map<String, String> descriptions) {
        return descriptions.entrySet().stream()
                .map(port -> new PortDeclaration(port.getKey(), port.getValue()))
                .collect(toList());
    }
}

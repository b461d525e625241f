package io.millrace.job;

import static java.util.stream.Collectors.toList;

import io.millrace.contract.Contract;
import io.millrace.contract.ContractCheck;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.Connectors;
import io.millrace.job.lottery.LotteryJob;
import io.millrace.job.settings.Setting;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs of this jar. */
final class Jobs {
    private static final List<Job> ALL = List.of(new LotteryJob());

    private Jobs() {}

    /** What the jar's manifest says. */
    static Contract contract() {
        return new Contract(
                Connectors.all().stream().map(Connector::declaration).collect(toList()),
                ALL.stream().map(Jobs::declaration).collect(toList()));
    }

    /**
     * Builds the job that the property groups name.
     *
     * @return the job's name
     * @throws InvalidApplicationException naming every mistake in the groups
     */
    static String build(StreamExecutionEnvironment environment, Map<String, Map<String, String>> groups) {
        List<String> mistakes = ContractCheck.mistakes(contract(), groups, value -> false);
        if (!mistakes.isEmpty()) {
            throw new InvalidApplicationException(mistakes);
        }
        String name =
                String.valueOf(groups.getOrDefault(Contract.JOB_GROUP, Map.of()).get(Contract.JOB_NAME));
        for (Job job : ALL) {
            if (job.name().equals(name)) {
                job.build(new JobContext(environment, groups));
            }
        }
        return name;
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

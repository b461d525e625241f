package io.millrace.local.cli.options;

import io.millrace.contract.service.ServiceQuotas;
import io.millrace.local.process.StageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The option that states the quotas of the account. */
public final class QuotaOption {
    @Option(
            names = "--quota",
            paramLabel = "NAME=VALUE",
            description =
                    "A raised quota of the account that the stage is deployed to: kpus (default: 64) or parallelism"
                            + " (default: 256) of one application; can be repeated.")
    private Map<String, Integer> quotas = new TreeMap<>();

    /**
     * The stated quotas, or else those of an account that has not requested more.
     *
     * @throws StageException when a quota has another name or is below 1
     */
    public ServiceQuotas quotas() {
        ServiceQuotas.Builder stated = ServiceQuotas.builder();
        quotas.forEach((name, value) -> {
            if (value < 1) {
                throw new StageException("--quota %s must be at least 1, got '%d'".formatted(name, value));
            }
            switch (name) {
                case "kpus" -> stated.kpus(value);
                case "parallelism" -> stated.parallelism(value);
                default -> throw new StageException("--quota must be kpus or parallelism, got '%s'".formatted(name));
            }
        });
        return stated.build();
    }

    /** The option as arguments of another command line. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        quotas.forEach((name, value) -> arguments.addAll(List.of("--quota", name + "=" + value)));
        return arguments;
    }
}

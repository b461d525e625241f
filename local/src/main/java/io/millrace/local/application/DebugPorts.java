package io.millrace.local.application;

import static java.util.stream.Collectors.joining;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.local.process.PortFile;
import io.millrace.local.process.StageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ports of loopback at which Flink processes listen for a debugger, by the names of their applications.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/jpda/conninv.html">Connection and Invocation Details</a>
 */
public record DebugPorts(Map<String, Integer> byApplication) {
    public static final DebugPorts NONE = new DebugPorts(Map.of());

    private static final int HIGHEST = 65_535;

    public DebugPorts {
        byApplication = Map.copyOf(byApplication);
    }

    /**
     * The ports of a plan's applications.
     *
     * @param given by logical ids or names of applications, or names of jobs
     * @throws StageException when a port is not 1 to 65535, or is given twice, or when no application, or one with another port, has
     *     a name
     */
    public static DebugPorts of(Map<String, Integer> given, DeploymentPlan plan) {
        Map<String, Integer> ports = new TreeMap<>();
        Map<Integer, String> names = new HashMap<>();
        List<String> violations = new ArrayList<>();
        new TreeMap<>(given).forEach((name, port) -> {
            List<String> called = plan.applications().stream()
                    .filter(application -> application.isCalled(name))
                    .map(ApplicationPlan::name)
                    .toList();
            if (port < 1 || port > HIGHEST) {
                violations.add(
                        "--debug-port %s must be 1 to %d, got '%d'; 5005 is usual".formatted(name, HIGHEST, port));
            }
            String former = names.putIfAbsent(port, name);
            if (former != null) {
                violations.add("--debug-port %s must be another port than that of %s, got '%d' for both"
                        .formatted(name, former, port));
            }
            if (called.isEmpty()) {
                violations.add("--debug-port must name an application that is started, got '%s'; there are: %s"
                        .formatted(name, names(plan)));
            } else if (called.size() > 1) {
                violations.add("--debug-port must name one application, got '%s', which is called so: %s"
                        .formatted(name, String.join(", ", called)));
            } else if (ports.put(called.get(0), port) != null) {
                violations.add(
                        "--debug-port must be given once for an application, got another one for '%s'".formatted(name));
            }
        });
        if (!violations.isEmpty()) {
            throw new StageException(String.join(System.lineSeparator(), violations));
        }
        return new DebugPorts(ports);
    }

    private static String names(DeploymentPlan plan) {
        return plan.applications().isEmpty()
                ? "(no application)"
                : plan.applications().stream().map(ApplicationPlan::shortName).collect(joining(", "));
    }

    /**
     * Checks that they can be listened at.
     *
     * @throws StageException when another process has one of the ports
     */
    public void requireFree() {
        String violations = new TreeMap<>(byApplication)
                .entrySet().stream()
                        .filter(port -> !PortFile.isFree(port.getValue()))
                        .map(port ->
                                "--debug-port of %s must be a free port, got '%d'; end the process that listens there, or choose another port"
                                        .formatted(port.getKey(), port.getValue()))
                        .collect(joining(System.lineSeparator()));
        if (!violations.isEmpty()) {
            throw new StageException(violations);
        }
    }

    /** That of an application, by its name; empty when it has none. */
    Optional<Integer> of(String application) {
        return Optional.ofNullable(byApplication.get(application));
    }

    /** The options of the JVM of an application. */
    List<String> jvmOptions(String application) {
        return of(application).stream()
                .map("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:%d"::formatted)
                .toList();
    }
}

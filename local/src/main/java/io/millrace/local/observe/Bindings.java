package io.millrace.local.observe;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.console.report.EdgeReport.Direction;
import io.millrace.contract.Contract;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import io.millrace.local.server.KnownStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which streams an application's property groups bind, and which way its records go there, as its jar declares. */
final class Bindings {
    /** What a jar declares, by its path: a jar in the store never changes. */
    private final Map<Path, Optional<Contract>> contracts = new HashMap<>();

    List<Binding> of(ApplicationPlan application, List<KnownStream> streams, String region) {
        Optional<JobDeclaration> job = contracts
                .computeIfAbsent(application.jar(), Bindings::contract)
                .flatMap(contract -> contract.jobOf(application.propertyGroups()));
        List<Binding> bindings = new ArrayList<>();
        application.propertyGroups().forEach((group, properties) -> streams.stream()
                .filter(stream -> plan(stream, region).isBoundBy(properties))
                .forEach(stream -> bindings.add(
                        new Binding(group, stream.name(), direction(job, group), description(job, group)))));
        return bindings;
    }

    private static StreamPlan plan(KnownStream stream, String region) {
        return new StreamPlan(
                "", stream.logicalId(), stream.name(), region, StreamPlan.ON_DEMAND, 24, stream.backend());
    }

    private static Direction direction(Optional<JobDeclaration> job, String group) {
        if (job.filter(declared -> declared.hasInput(group)).isPresent()) {
            return Direction.IN;
        }
        return job.filter(declared -> declared.hasOutput(group)).isPresent() ? Direction.OUT : Direction.UNKNOWN;
    }

    private static Optional<String> description(Optional<JobDeclaration> job, String group) {
        return job.stream()
                .flatMap(declared -> Stream.of(declared.inputs(), declared.outputs()))
                .flatMap(List::stream)
                .filter(port -> port.name().equals(group))
                .map(PortDeclaration::description)
                .findFirst();
    }

    private static Optional<Contract> contract(Path jar) {
        try {
            return Contract.ofJar(jar);
        } catch (IOException e) {
            return Optional.empty(); // it was checked at the start; without it the graph has no arrows
        }
    }
}

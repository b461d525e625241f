package io.millrace.local.application;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.process.ServerProcess;
import io.millrace.local.runtime.FlinkRuntimes;
import io.millrace.local.versions.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Runs the module {@code cluster} in child processes of this one. */
public record LocalFlink(FlinkRuntimes runtimes, StageEnvironment environment) implements FlinkClusters {
    @Override
    public ServerProcess start(Version version, ApplicationDirectory directory, Consumer<String> events) {
        environment.awaitAddresses();
        LocalProperties properties =
                LocalProperties.of(version.plan(), environment.plan(), environment.addresses(), environment.secrets());
        properties.write(directory);
        new TreeMap<>(properties.changes())
                .forEach((change, groups) ->
                        events.accept("%s property groups %s".formatted(change, String.join(", ", groups))));
        return FlinkProcess.start(
                version, directory, runtimes.program(version.plan().runtime(), events), environment);
    }

    @Override
    public void prepare(ApplicationPlan next, Consumer<String> events) {
        runtimes.fetch(next.runtime(), events);
    }

    @Override
    public Optional<Integer> debugPort(String application) {
        return environment.flink().debugPorts().of(application);
    }

    @Override
    public void awaitStreams() {
        environment.awaitStreams();
    }

    @Override
    public List<String> losses(
            ApplicationDirectory work,
            ApplicationPlan taker,
            Path snapshot,
            ApplicationPlan next,
            Optional<Path> trial) {
        return new StateCheck(work, runtimes, environment).losses(taker, snapshot, next, trial);
    }
}

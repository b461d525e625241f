package io.millrace.local.server;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.streams.StreamClient;
import io.millrace.assembly.streams.kafka.KafkaStreamClient;
import io.millrace.contract.KafkaKeys;
import io.millrace.local.process.JavaCommand;
import io.millrace.local.process.LocalHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The broker of the module kafka, whose libraries are not on this process's class path. */
final class LocalKafkaServer implements StreamServer {
    private static final String TRANSACTION_TIMEOUT = KafkaKeys.CLIENT_PREFIX + "transaction.timeout.ms";
    /** The settings that log in to the template's brokers; the local one has no login. */
    private static final Pattern LOGIN =
            Pattern.compile("(" + Pattern.quote(KafkaKeys.CLIENT_PREFIX) + ")?(sasl|security|ssl)\\..*");

    /** A killed stage may be started again a week later, and completes its open transactions then. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofDays(7);

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public StreamBackend backend() {
        return StreamBackend.KAFKA;
    }

    @Override
    public JavaCommand command(LocalHome home, Path directory, Path log, int port, KinesisLimits limits) {
        return new JavaCommand(
                Stream.of(List.of("-Xmx512m"), JavaCommand.LONG_RUNNING, JavaCommand.logOptions(log))
                        .flatMap(List::stream)
                        .toList(),
                home.kafka().classPath(),
                "io.millrace.kafka.KafkaMain",
                List.of("--dir", directory.toString(), "--port", Integer.toString(port)));
    }

    @Override
    public String address(int port) {
        return "127.0.0.1:" + port;
    }

    @Override
    public StreamClient client(String address, String region) {
        return new KafkaStreamClient(address);
    }

    /** Replaces the addresses of the template's brokers: unlike Kinesis, a broker is known by its address alone. */
    @Override
    public void connect(PropertyGroupRewriter group, DeploymentPlan plan, String address) {
        boolean bound = isBoundBy(group.given(), plan);
        // jobs may have the login in a group of its own, for all of their brokers
        if (bound || !group.given().containsKey(KafkaKeys.BOOTSTRAP_SERVERS)) {
            group.given().keySet().stream()
                    .filter(key -> LOGIN.matcher(key).matches())
                    .forEach(group::remove);
        }
        if (!bound) {
            return;
        }
        group.set(KafkaKeys.BOOTSTRAP_SERVERS, address);
        if (group.given().containsKey(KafkaKeys.TRANSACTIONAL_ID_PREFIX)) {
            group.add(TRANSACTION_TIMEOUT, Long.toString(LONGEST_TRANSACTION.toMillis()));
        }
    }
}

package io.millrace.local.server;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.streams.StreamClient;
import io.millrace.assembly.streams.kinesis.KinesisStreamClient;
import io.millrace.contract.KinesisKeys;
import io.millrace.local.process.JavaCommand;
import io.millrace.local.process.LocalHome;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The server of the module kinesis, which runs with this process's class path. */
final class LocalKinesisServer implements StreamServer {
    private static final String MAIN = "io.millrace.kinesis.server.KinesisMain";

    @Override
    public String name() {
        return "kinesis";
    }

    @Override
    public StreamBackend backend() {
        return StreamBackend.KINESIS;
    }

    @Override
    public JavaCommand command(LocalHome home, Path directory, Path log, int port, KinesisLimits limits) {
        return new JavaCommand(
                Stream.concat(Stream.of("-Xmx512m"), JavaCommand.LONG_RUNNING.stream())
                        .toList(),
                JavaCommand.ownClassPath(MAIN),
                MAIN,
                List.of(
                        "--dir",
                        directory.toString(),
                        "--port",
                        Integer.toString(port),
                        "--limits",
                        limits.toString()));
    }

    @Override
    public String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public StreamClient client(String address, String region) {
        return new KinesisStreamClient(URI.create(address), region);
    }

    /** A group with a region is changed even if its stream is not the stage's: no job may reach AWS from here. */
    @Override
    public void connect(PropertyGroupRewriter group, DeploymentPlan plan, String address) {
        if (group.given().containsKey(KinesisKeys.REGION) || isBoundBy(group.given(), plan)) {
            group.add("aws.endpoint", address);
        }
    }

    @Override
    public Map<String, String> environment(String address) {
        return Map.of("AWS_ENDPOINT_URL_KINESIS", address);
    }
}

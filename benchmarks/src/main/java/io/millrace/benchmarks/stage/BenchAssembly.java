package io.millrace.benchmarks.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.contract.Contract;
import io.millrace.contract.KinesisKeys;
import io.millrace.contract.flink.JobContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A cloud assembly of one stack: a job, and its streams. */
final class BenchAssembly {
    private static final String STACK = "bench";
    private static final JsonMapper JSON = new JsonMapper();

    private final JobContract contract;
    private final Map<String, String> settings;
    private final LocalRuntime runtime;
    private final Path jar;

    /** @param home a built checkout */
    BenchAssembly(JobContract contract, Map<String, String> settings, LocalRuntime runtime, Path home) {
        this.contract = contract;
        this.settings = Map.copyOf(settings);
        this.runtime = runtime;
        this.jar = home.resolve(
                runtime.major() == 1 ? "job/target/millrace-job.jar" : "job-flink2/target/millrace-job-flink2.jar");
    }

    /** Writes the assembly; the same directory can be written again with another parallelism. */
    void write(Path directory, int shards, int parallelism) throws IOException {
        Files.createDirectories(directory);
        write(directory.resolve("manifest.json"), """
                {"artifacts": {
                  "%1$s": {
                    "type": "aws:cloudformation:stack",
                    "environment": "aws://unknown-account/unknown-region",
                    "properties": {"templateFile": "%1$s.template.json"}
                  },
                  "%1$s.assets": {"type": "cdk:asset-manifest", "properties": {"file": "%1$s.assets.json"}}
                }}
                """.formatted(STACK));
        write(directory.resolve(STACK + ".assets.json"), """
                {"files": {"hash": {
                  "source": {"path": "%s", "packaging": "file"},
                  "destinations": {"here": {
                    "bucketName": "assets-${AWS::AccountId}-${AWS::Region}", "objectKey": "hash.jar"}}
                }}}
                """.formatted(
                        directory.toAbsolutePath().relativize(jar.toAbsolutePath())));
        write(
                directory.resolve(STACK + ".template.json"),
                template(shards, parallelism).toPrettyString());
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    private ObjectNode template(int shards, int parallelism) {
        ObjectNode resources = JSON.createObjectNode();
        streams().forEach(stream -> {
            ObjectNode resource = resources.putObject(logicalId(stream));
            resource.put("Type", "AWS::Kinesis::Stream");
            resource.putObject("Properties").put("Name", stream).put("ShardCount", shards);
        });
        ObjectNode application = resources.putObject("Application");
        application.put("Type", "AWS::KinesisAnalyticsV2::Application");
        ObjectNode properties = application.putObject("Properties");
        properties.put("RuntimeEnvironment", runtime.id());
        ObjectNode configuration = properties.putObject("ApplicationConfiguration");
        configuration
                .putObject("ApplicationCodeConfiguration")
                .putObject("CodeContent")
                .putObject("S3ContentLocation")
                .put("BucketARN", "arn:aws:s3:::assets-000000000000-us-east-1")
                .put("FileKey", "hash.jar");
        configuration.putObject("ApplicationSnapshotConfiguration").put("SnapshotsEnabled", true);
        configuration.putObject("EnvironmentProperties").set("PropertyGroups", groups());
        ObjectNode flink = configuration.putObject("FlinkApplicationConfiguration");
        flink.putObject("CheckpointConfiguration")
                .put("ConfigurationType", "CUSTOM")
                .put("CheckpointingEnabled", true)
                .put("CheckpointInterval", MeasuredStage.CHECKPOINT_INTERVAL.toMillis())
                .put("MinPauseBetweenCheckpoints", 0);
        flink.putObject("ParallelismConfiguration")
                .put("ConfigurationType", "CUSTOM")
                .put("Parallelism", parallelism)
                .put("ParallelismPerKPU", 1)
                .put("AutoScalingEnabled", false);
        return JSON.createObjectNode().set("Resources", resources);
    }

    private Stream<String> streams() {
        return Stream.concat(contract.inputs().stream(), contract.outputs().stream());
    }

    private static String logicalId(String stream) {
        return "Stream" + stream.replace("-", "");
    }

    private ArrayNode groups() {
        ArrayNode groups = JSON.createArrayNode();
        ObjectNode job = group(groups, Contract.JOB_GROUP);
        job.put(Contract.JOB_NAME, contract.name());
        settings.forEach(job::put);
        contract.inputs().forEach(input -> bind(group(groups, input), input)
                .put(
                        runtime.major() == 1 ? KinesisKeys.INITIAL_POSITION : KinesisKeys.SOURCE_INITIAL_POSITION,
                        "TRIM_HORIZON"));
        contract.outputs().forEach(output -> bind(group(groups, output), output));
        return groups;
    }

    private static ObjectNode group(ArrayNode groups, String id) {
        return groups.addObject().put("PropertyGroupId", id).putObject("PropertyMap");
    }

    private ObjectNode bind(ObjectNode group, String stream) {
        if (runtime.major() == 1) {
            group.putObject(KinesisKeys.STREAM_NAME).put("Ref", logicalId(stream));
        } else {
            JsonNode arn = JSON.createArrayNode().add(logicalId(stream)).add("Arn");
            group.putObject(KinesisKeys.STREAM_ARN).set("Fn::GetAtt", arn);
        }
        group.putObject(KinesisKeys.REGION).put("Ref", "AWS::Region");
        return group.put(Contract.CONNECTOR, KinesisKeys.CONNECTOR);
    }
}

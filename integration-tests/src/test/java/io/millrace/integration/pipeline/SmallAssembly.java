package io.millrace.integration.pipeline;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A cloud assembly whose stages have two stacks each, one with a stream and one with an application. */
final class SmallAssembly {
    /** Stages in their order, and whether each requires an approval. */
    static final Map<String, String> DEV_AND_PROD = stages("dev", "none", "prod", "required");

    private SmallAssembly() {}

    /**
     * Writes an assembly with the stages {@code dev} and {@code prod}.
     *
     * @param jar content of the file that stands for the job's jar
     */
    static Path write(Path directory, String jar) throws IOException {
        return write(directory, jar, 1, DEV_AND_PROD);
    }

    static Path write(Path directory, String jar, int shards, Map<String, String> stages) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve("manifest.json"),
                stages.keySet().stream().map("""
                        "assembly-%1$s": {"type": "cdk:cloud-assembly",
                          "properties": {"directoryName": "assembly-%1$s", "displayName": "%1$s"}}"""::formatted).collect(joining(",\n", "{\"artifacts\": {\n", "}}\n")));
        String key = Integer.toHexString(jar.hashCode());
        Files.writeString(directory.resolve("asset." + key + ".jar"), jar);
        for (Map.Entry<String, String> stage : stages.entrySet()) {
            Path folder = Files.createDirectories(directory.resolve("assembly-" + stage.getKey()));
            stage(folder, stage.getKey(), stage.getValue(), key, shards);
        }
        return directory;
    }

    /** @param namesAndApprovals name and approval of each stage, in turn */
    static Map<String, String> stages(String... namesAndApprovals) {
        Map<String, String> stages = new LinkedHashMap<>();
        for (int index = 0; index < namesAndApprovals.length; index += 2) {
            stages.put(namesAndApprovals[index], namesAndApprovals[index + 1]);
        }
        return stages;
    }

    private static void stage(Path directory, String stage, String approval, String key, int shards)
            throws IOException {
        Files.writeString(directory.resolve("manifest.json"), """
                {"artifacts": {%s, %s}}
                """.formatted(
                        stack(stage, "State", approval), stack(stage, "Counting", approval)));
        Files.writeString(directory.resolve("State.template.json"), """
                {"Resources": {"Clicks": {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": %d}}}}
                """.formatted(shards));
        Files.writeString(directory.resolve("Counting.template.json"), """
                {"Resources": {
                  "Role": {"Type": "AWS::IAM::Role", "Properties": {"Policies": [{"PolicyDocument": {"Statement": [
                    {"Effect": "Allow", "Action": "kinesis:*", "Resource": {"Fn::GetAtt": ["Clicks", "Arn"]}},
                    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::jars/one"}]}}]}},
                  "Counting": {"Type": "AWS::KinesisAnalyticsV2::Application", "Properties": {
                    "ApplicationConfiguration": {
                      "ApplicationCodeConfiguration": {"CodeContent": {"S3ContentLocation":
                        {"FileKey": "jobs/%s.jar"}}}}}}},
                 "Outputs": {"CountingName": {"Value": {"Ref": "Counting"}}}}
                """.formatted(key));
    }

    private static String stack(String stage, String id, String approval) {
        return """
               "%2$s": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region",
                 "displayName": "%1$s/%2$s",
                 "properties": {"stackName": "%1$s-%2$s", "templateFile": "%2$s.template.json",
                   "tags": {"millrace:environment": "%1$s", "millrace:approval": "%3$s"}}}""".formatted(stage, id, approval);
    }
}

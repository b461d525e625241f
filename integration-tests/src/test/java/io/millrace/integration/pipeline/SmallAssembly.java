package io.millrace.integration.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cloud assembly of two stages, each with a stack of streams and one of an application. */
final class SmallAssembly {
    private SmallAssembly() {}

    /**
     * Writes one.
     *
     * @param jar what stands for the job's jar
     */
    static Path write(Path directory, String jar) throws IOException {
        return write(directory, jar, 1);
    }

    static Path write(Path directory, String jar, int shards) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("manifest.json"), """
                {"artifacts": {
                  "assembly-dev": {"type": "cdk:cloud-assembly",
                    "properties": {"directoryName": "assembly-dev", "displayName": "dev"}},
                  "assembly-prod": {"type": "cdk:cloud-assembly",
                    "properties": {"directoryName": "assembly-prod", "displayName": "prod"}}}}
                """);
        String key = Integer.toHexString(jar.hashCode());
        Files.writeString(directory.resolve("asset." + key + ".jar"), jar);
        for (String stage : new String[] {"dev", "prod"}) {
            stage(Files.createDirectories(directory.resolve("assembly-" + stage)), stage, key, shards);
        }
        return directory;
    }

    private static void stage(Path directory, String stage, String key, int shards) throws IOException {
        Files.writeString(
                directory.resolve("manifest.json"), """
                {"artifacts": {%s, %s}}
                """.formatted(stack(stage, "State"), stack(stage, "Counting")));
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

    private static String stack(String stage, String id) {
        return """
               "%2$s": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region",
                 "displayName": "%1$s/%2$s",
                 "properties": {"stackName": "%1$s-%2$s", "templateFile": "%2$s.template.json"}}""".formatted(stage, id);
    }
}

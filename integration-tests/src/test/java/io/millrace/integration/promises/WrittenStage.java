package io.millrace.integration.promises;

import static java.util.stream.Collectors.joining;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.infra.InfraApp;
import io.millrace.promises.CheckedStage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A stage in which only some jobs are deployed, each with its own stack or all in one; its streams outlive their stack. */
final class WrittenStage {
    private WrittenStage() {}

    static CheckedStage ofStackPerJob(Path directory, String... jobs) {
        AssemblyFiles files = begin(directory, Set.of(jobs));
        for (String job : jobs) {
            files.write("assembly-small/%s.template.json".formatted(job), stack(Stream.of(application("", job))));
        }
        return manifest(files, List.of(jobs));
    }

    static CheckedStage ofOneStack(Path directory, String... jobs) {
        return manifest(
                begin(directory, Set.of(jobs))
                        .write(
                                "assembly-small/jobs.template.json",
                                stack(Stream.of(jobs).map(job -> application(id(job), job)))),
                List.of("jobs"));
    }

    private static String id(String job) {
        return job.substring(0, 1).toUpperCase(Locale.ROOT) + job.substring(1);
    }

    private static AssemblyFiles begin(Path directory, Set<String> jobs) {
        List<String> streams = jobs.stream()
                .flatMap(job -> InfraApp.jobs().get(job).stream())
                .distinct()
                .toList();
        return new AssemblyFiles(directory)
                .write("manifest.json", """
                        {'artifacts': {'assembly-small': {'type': 'cdk:cloud-assembly',
                          'properties': {'directoryName': 'assembly-small', 'displayName': 'small'}}}}
                        """)
                .write(
                        "assembly-small/state.template.json",
                        "{'Resources': {%s}, 'Outputs': {%s}}"
                                .formatted(
                                        each(streams, """
                                                '%1$s': {'Type': 'AWS::Kinesis::Stream', 'DeletionPolicy': 'Retain'}"""), each(streams, "'%1$sName': {'Value': {'Ref': '%1$s'}}")));
    }

    private static String each(List<String> names, String format) {
        return names.stream().map(format::formatted).collect(joining(",\n"));
    }

    /** Resources and outputs of a job, as the constructs name them. */
    private record Application(String resources, String output) {}

    private static Application application(String prefix, String job) {
        return new Application(
                """
                '%s': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {'RuntimeEnvironment': 'FLINK-2_2'}},
                %s,
                %s""".formatted(id(job), alarm(prefix, job, "Downtime"), alarm(prefix, job, "Restarts")),
                "'%sApplicationName': {'Value': {'Ref': '%s'}}".formatted(prefix, id(job)));
    }

    private static String alarm(String prefix, String job, String kind) {
        return """
                '%sMonitoring%s0A1B': {'Type': 'AWS::CloudWatch::Alarm', 'Properties': {
                  'Dimensions': [{'Name': 'Application', 'Value': {'Ref': '%s'}}]}}""".formatted(prefix, kind, id(job));
    }

    private static String stack(Stream<Application> applications) {
        List<Application> all = applications.toList();
        return "{'Resources': {%s}, 'Outputs': {%s}}"
                .formatted(
                        all.stream().map(Application::resources).collect(joining(",\n")),
                        all.stream().map(Application::output).collect(joining(",\n")));
    }

    private static CheckedStage manifest(AssemblyFiles files, List<String> stacks) {
        files.write(
                "assembly-small/manifest.json",
                Stream.concat(Stream.of("state"), stacks.stream())
                        .map("""
                                '%1$s': {'type': 'aws:cloudformation:stack',
                                  'environment': 'aws://unknown-account/unknown-region',
                                  'properties': {'stackName': 'small-%1$s', 'templateFile': '%1$s.template.json'}}"""::formatted)
                        .collect(joining(",\n", "{'artifacts': {", "}}")));
        return new CheckedStage("small", files.directory(), false);
    }
}

package io.millrace.local.cli.options;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option that restricts a command to some applications of a stage. */
public final class ApplicationsOption {
    @Option(
            names = "--application",
            paramLabel = "NAME",
            description =
                    "Only this application, by its job's name, its logical id or its name; can be repeated (default: all"
                            + " applications).")
    private List<String> applications = List.of();

    /** As they are given; empty for all applications. */
    public List<String> names() {
        return applications;
    }

    /** The option as arguments of another command line. */
    public List<String> arguments() {
        return applications.stream()
                .flatMap(name -> Stream.of("--application", name))
                .toList();
    }
}

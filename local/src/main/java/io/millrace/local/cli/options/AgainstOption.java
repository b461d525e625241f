package io.millrace.local.cli.options;

import io.millrace.assembly.cloudformation.TemplateAssembly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that choose the cloud assembly, or the plain template, that another one is compared with. */
public final class AgainstOption {
    @Option(
            names = "--against",
            paramLabel = "DIR|FILE",
            description = "The cloud assembly to compare with, or the CloudFormation or SAM template.")
    private @Nullable Path against;

    @Option(
            names = "--against-code",
            paramLabel = "LOGICAL_ID=JAR",
            description = "The jar of an application of the template to compare with; can be repeated.")
    private Map<String, Path> code = Map.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * The assembly to compare with; empty when none is given. That of a template has the stage that {@code current} has if
     * that is a template too, whatever the files are called.
     */
    public Optional<Path> directory(AssemblyOption current) {
        return Optional.ofNullable(against).map(given -> Files.isRegularFile(given) ? write(given, current) : given);
    }

    private Path write(Path template, AssemblyOption current) {
        String name = current.templateName().orElseGet(() -> TemplateAssembly.nameOf(template));
        return new TemplateDirectory().write(new TemplateAssembly(name, template, code), spec);
    }
}

package io.millrace.local.cli.options;

import io.millrace.assembly.GivenValuesFile;
import io.millrace.assembly.cloudformation.TemplateAssembly;
import io.millrace.assembly.template.GivenValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose the cloud assembly: one that was synthesised, or that of a plain template. */
public final class AssemblyOption {
    @Option(
            names = "--app",
            paramLabel = "DIR",
            description = "The cloud assembly that 'cdk synth' wrote (default: cdk.out in Millrace's directory).")
    private @Nullable Path app;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "A CloudFormation or SAM template, in YAML or JSON, instead of a cloud assembly.")
    private @Nullable Path template;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private @Nullable TemplateDirectory written;

    /**
     * The given assembly, or else {@code cdk.out} in Millrace's directory or the working directory. That of a template is
     * written anew at each call, and deleted when this process ends.
     */
    public Path directory() {
        requireOneChoice();
        if (template != null) {
            return write(template);
        }
        return app != null
                ? app
                : Path.of(System.getProperty("millrace.home", "")).resolve("cdk.out");
    }

    /** What is in the file of given values of the template's project; that of an assembly is read with the assembly. */
    public GivenValues given() {
        return template == null ? GivenValues.NONE : GivenValuesFile.of(template);
    }

    private void requireOneChoice() {
        if (template != null && app != null) {
            throw new ParameterException(spec.commandLine(), "--app and --template must not be given together");
        }
    }

    /** What changes when the assembly is another: its directory or its template, and the file of given values. */
    public List<Path> sources() {
        Path source = template == null ? directory() : template;
        return Stream.concat(Stream.of(source), GivenValuesFile.find(source).stream())
                .map(Path::toAbsolutePath)
                .toList();
    }

    /** The name of the template's stage; empty when a synthesised assembly is chosen. */
    Optional<String> templateName() {
        return Optional.ofNullable(template).map(TemplateAssembly::nameOf);
    }

    private Path write(Path file) {
        if (written == null) {
            written = new TemplateDirectory();
        }
        return written.write(new TemplateAssembly(TemplateAssembly.nameOf(file), file));
    }
}

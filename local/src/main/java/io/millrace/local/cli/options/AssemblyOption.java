package io.millrace.local.cli.options;

import static java.util.stream.Collectors.toSet;

import io.millrace.assembly.AssemblyException;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.GivenValuesFile;
import io.millrace.assembly.Stage;
import io.millrace.assembly.cloudformation.TemplateAssembly;
import io.millrace.assembly.template.GivenValues;
import io.millrace.local.process.StageException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /**
     * A stage of it with what the command is given.
     *
     * @param name the stage's; by default it is the only one, or else {@code dev}
     * @param endpoints of services
     * @param applications those that will run; empty for all
     * @throws StageException when a file that an option names does not exist
     */
    public GivenStage stage(
            @Nullable String name,
            GivenOptions options,
            Map<String, String> endpoints,
            JarOption jar,
            List<String> applications) {
        CloudAssembly assembly = CloudAssembly.read(directory());
        Stage stage = name != null ? assembly.stage(name) : assembly.defaultStage();
        GivenStage given =
                new GivenStage(assembly, stage, given().with(options.values(jar.ofApplications(), endpoints)));
        Map<String, Path> jars = jar.byApplication(given, applications);
        return new GivenStage(assembly, stage, given().with(options.values(jars, endpoints)));
    }

    /**
     * What changes when the assembly is another: its directory, or its template with those that it names, and the file of given
     * values with the files that it names. What a file with a mistake names is left out.
     */
    public Set<Path> sources() {
        Path source = template == null ? directory() : template;
        Set<Path> files = new LinkedHashSet<>(
                template == null
                        ? Set.of(source.toAbsolutePath())
                        : new TemplateAssembly(TemplateAssembly.nameOf(source), source).files());
        GivenValuesFile.find(source).ifPresent(file -> {
            files.add(file);
            files.addAll(namedIn(source));
        });
        return files;
    }

    private static Set<Path> namedIn(Path source) {
        try {
            GivenValues values = GivenValuesFile.of(source);
            return Stream.of(values.jars(), values.objects(), values.secrets())
                    .flatMap(named -> named.values().stream())
                    .collect(toSet());
        } catch (AssemblyException e) {
            return Set.of();
        }
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

package io.millrace.local.cli.options;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.GivenValuesFile;
import io.millrace.assembly.Stage;
import io.millrace.assembly.cloudformation.TemplateAssembly;
import io.millrace.assembly.template.GivenValues;
import io.millrace.local.process.StageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose the cloud assembly, or the plain template, that another one is compared with. */
public final class AgainstOption {
    private static final String JAR = "--against-jar";

    @Option(
            names = "--against",
            paramLabel = "DIR|FILE",
            description = "The cloud assembly to compare with, or the CloudFormation or SAM template.")
    private @Nullable Path against;

    @Option(
            names = JAR,
            paramLabel = "[APP=]FILE",
            description = "The jar of an application of the assembly or template to compare with; can be repeated. FILE"
                    + " alone is the jar of the only application.")
    private List<String> jars = List.of();

    /**
     * The assembly to compare with; empty when none is given. That of a template has the stage that {@code current} has if
     * that is a template too, whatever the files are called.
     */
    public Optional<Path> directory(AssemblyOption current) {
        return Optional.ofNullable(against).map(given -> Files.isRegularFile(given) ? write(given, current) : given);
    }

    /**
     * A stage of it with the given values, with its own jars, and with what is in the file of its project if it is a template.
     *
     * @throws StageException when a jar does not exist
     */
    public GivenStage stage(CloudAssembly assembly, Stage stage, GivenValues given) {
        GivenValues file =
                against != null && Files.isRegularFile(against) ? GivenValuesFile.of(against) : GivenValues.NONE;
        GivenValues values = file.with(given.withJars(Map.of()));
        Map<String, Path> own =
                new JarArguments(JAR, jars).byApplication(new GivenStage(assembly, stage, values), List.of());
        return new GivenStage(assembly, stage, values.with(values.withJars(GivenOptions.files(JAR, own))));
    }

    private Path write(Path template, AssemblyOption current) {
        String name = current.templateName().orElseGet(() -> TemplateAssembly.nameOf(template));
        return new TemplateDirectory().write(new TemplateAssembly(name, template));
    }
}

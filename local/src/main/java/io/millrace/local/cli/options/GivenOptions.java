package io.millrace.local.cli.options;

import io.millrace.assembly.template.GivenValues;
import io.millrace.local.process.StageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that give what AWS knows and the assembly does not have. */
public final class GivenOptions {
    @Option(
            names = "--parameter",
            paramLabel = "[STACK.]NAME=VALUE",
            description =
                    "The value of a stack's parameter; can be repeated. It can also be in millrace.local.json beside"
                            + " cdk.json, as can what --ssm, --secret, --import and --object give.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--ssm",
            paramLabel = "NAME=VALUE",
            description = "The value of a parameter of Systems Manager that the templates read; can be repeated.")
    private Map<String, String> ssm = new LinkedHashMap<>();

    @Option(
            names = "--secret",
            paramLabel = "ID=FILE",
            description = "The file with the value of a secret, by its name or ARN; can be repeated.")
    private Map<String, Path> secrets = new LinkedHashMap<>();

    @Option(
            names = "--import",
            paramLabel = "NAME=VALUE",
            description = "The value of an export of a stack that is not in the assembly; can be repeated.")
    private Map<String, String> imports = new LinkedHashMap<>();

    @Option(
            names = "--object",
            paramLabel = "s3://BUCKET/KEY=FILE",
            description = "The file behind an object in S3, such as a jar or a nested template; can be repeated.")
    private Map<String, Path> objects = new LinkedHashMap<>();

    @Option(
            names = "--unknown",
            paramLabel = "VALUE",
            description = "The text that stands for every value that is not given.")
    private @Nullable String unknown;

    /**
     * The values.
     *
     * @param jars of applications
     * @param endpoints of services
     * @throws StageException when a file does not exist
     */
    public GivenValues values(Map<String, Path> jars, Map<String, String> endpoints) {
        List<String> violations = new ArrayList<>();
        GivenValues values = new GivenValues(
                parameters,
                ssm,
                absolute("--secret", secrets, violations),
                imports,
                absolute("--object", objects, violations),
                absolute("--jar", jars, violations),
                endpoints,
                Optional.ofNullable(unknown));
        throwIfAny(violations);
        return values;
    }

    /** The files that the options name. */
    public List<Path> files() {
        return Stream.of(secrets, objects)
                .flatMap(named -> named.values().stream())
                .toList();
    }

    /**
     * The absolute paths of the files of an option.
     *
     * @throws StageException when one does not exist
     */
    static Map<String, Path> files(String option, Map<String, Path> files) {
        List<String> violations = new ArrayList<>();
        Map<String, Path> absolute = absolute(option, files, violations);
        throwIfAny(violations);
        return absolute;
    }

    private static void throwIfAny(List<String> violations) {
        if (!violations.isEmpty()) {
            throw new StageException(String.join(System.lineSeparator(), violations));
        }
    }

    private static Map<String, Path> absolute(String option, Map<String, Path> files, List<String> violations) {
        Map<String, Path> absolute = new LinkedHashMap<>();
        files.forEach((name, file) -> {
            if (!Files.isRegularFile(file)) {
                violations.add("%s %s must name a file, got '%s'".formatted(option, name, file));
            }
            absolute.put(name, file.toAbsolutePath());
        });
        return absolute;
    }

    /** The options of a command that is given the same values. */
    public static List<String> arguments(GivenValues values) {
        List<String> arguments = new ArrayList<>();
        add("--parameter", values.parameters(), arguments);
        add("--ssm", values.ssm(), arguments);
        add("--secret", values.secrets(), arguments);
        add("--import", values.imports(), arguments);
        add("--object", values.objects(), arguments);
        add("--jar", values.jars(), arguments);
        add("--endpoint", values.endpoints(), arguments);
        values.unknown().ifPresent(text -> arguments.addAll(List.of("--unknown", text)));
        return arguments;
    }

    private static void add(String option, Map<String, ?> values, List<String> arguments) {
        values.forEach((name, value) -> arguments.addAll(List.of(option, name + "=" + value)));
    }
}

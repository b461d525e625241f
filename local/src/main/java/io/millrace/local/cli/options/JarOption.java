package io.millrace.local.cli.options;

import io.millrace.local.process.StageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that gives the jars of applications. */
public final class JarOption {
    @Option(
            names = {"--jar", "--code"},
            paramLabel = "[APP=]FILE",
            description =
                    "The jar to run instead of the assembly's, by the application's logical id or name, or its job's"
                            + " name; can be repeated. FILE alone is the jar of the only application, or for 'update' of"
                            + " all of them, each of which takes the first that runs on its runtime.")
    private List<String> jars = List.of();

    /**
     * The jars by application. One that is given alone is of the only application.
     *
     * @param chosen the applications that will run; when empty, all of the stage
     * @throws StageException when one is given alone, and there is not exactly one application
     */
    public Map<String, Path> byApplication(GivenStage stage, List<String> chosen) {
        return arguments().byApplication(stage, chosen);
    }

    /** The jars that are given with an application, by application. */
    public Map<String, Path> ofApplications() {
        return arguments().ofApplications();
    }

    /**
     * The jars that are given without an application.
     *
     * @throws StageException when one does not exist
     */
    public List<Path> ofAllApplications() {
        return arguments().alone();
    }

    private JarArguments arguments() {
        return new JarArguments("--jar", jars);
    }
}

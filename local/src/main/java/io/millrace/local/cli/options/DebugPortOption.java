package io.millrace.local.cli.options;

import io.millrace.local.process.StageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option that opens Flink processes to debuggers. */
public final class DebugPortOption {
    private static final String NAME = "--debug-port";

    @Option(
            names = NAME,
            paramLabel = "[APP=]N",
            description =
                    "The port at which the Flink process of an application listens for a debugger, on loopback only, by"
                            + " the application's logical id or name, or its job's name; can be repeated. N alone is the port of the only"
                            + " application.")
    private List<String> ports = List.of();

    /**
     * The ports by application. One that is given alone is that of the only application.
     *
     * @param applications those that will run
     * @throws StageException when a port is not a number, when an application is named twice, or when a port is given alone and
     *     there is not exactly one application
     */
    public Map<String, Integer> byApplication(Supplier<Collection<String>> applications) {
        Map<String, Integer> byApplication = new TreeMap<>();
        List<String> violations = new ArrayList<>();
        for (String given : ports) {
            int equals = given.lastIndexOf('=');
            Collection<String> named = equals < 0 ? applications.get() : List.of(given.substring(0, equals));
            String port = given.substring(equals + 1);
            if (!port.matches("-?[0-9]{1,9}")) {
                violations.add("%s must be APP=N or N, with a port N of 1 to 65535, got '%s'; 5005 is usual"
                        .formatted(NAME, given));
            } else if (named.size() != 1) {
                violations.add("%s must be APP=N unless there is one application, got '%s'; APP is one of: %s"
                        .formatted(NAME, given, named.isEmpty() ? "(no application)" : String.join(", ", named)));
            } else if (byApplication.put(named.iterator().next(), Integer.parseInt(port)) != null) {
                violations.add(
                        "%s must be given once for an application, got '%s' as another one".formatted(NAME, given));
            }
        }
        if (!violations.isEmpty()) {
            throw new StageException(String.join(System.lineSeparator(), violations));
        }
        return byApplication;
    }

    /** The options of a command that is given the same ports. */
    public static List<String> arguments(Map<String, Integer> byApplication) {
        List<String> arguments = new ArrayList<>();
        byApplication.forEach((application, port) -> arguments.addAll(List.of(NAME, application + "=" + port)));
        return arguments;
    }
}

package io.millrace.local.requests;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a stage.
 *
 * @param applications of these alone: jobs' names, or applications' logical ids or names; of all of them when it is empty
 * @param assembly what an update brings
 * @param jar the code that an update brings, instead of the assembly's
 * @param allowNonRestoredState whether an update may drop state
 * @param name what a snapshot is called
 */
public record Request(
        Action action,
        List<String> applications,
        Optional<Path> assembly,
        Optional<Path> jar,
        boolean allowNonRestoredState,
        Optional<String> name) {

    public Request {
        requireNonNull(action, "action is null");
        applications = List.copyOf(applications);
        requireNonNull(assembly, "assembly is null");
        requireNonNull(jar, "jar is null");
        requireNonNull(name, "name is null");
    }

    /** The kinds of requests. */
    public enum Action {
        SNAPSHOT,
        UPDATE,
        ROLLBACK
    }

    public static Request snapshot(List<String> applications, String name) {
        return new Request(Action.SNAPSHOT, applications, Optional.empty(), Optional.empty(), false, Optional.of(name));
    }

    public static Request update(
            List<String> applications, Path assembly, Optional<Path> jar, boolean allowNonRestoredState) {
        return new Request(
                Action.UPDATE, applications, Optional.of(assembly), jar, allowNonRestoredState, Optional.empty());
    }

    public static Request rollback(List<String> applications) {
        return new Request(Action.ROLLBACK, applications, Optional.empty(), Optional.empty(), false, Optional.empty());
    }
}

package io.millrace.local.requests;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.template.GivenValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An operation on the applications of a running stage.
 *
 * @param applications jobs' names, or applications' logical ids or names; all applications when empty
 * @param assembly the cloud assembly to update to; the one that the stage was started from when empty
 * @param jars what to update to instead of the assembly's jar: one job built for several runtimes, of which an application takes
 *     the first that runs on its own; the assembly's jar when empty
 * @param allowNonRestoredState whether an update may drop state
 * @param name the name of a snapshot
 * @param given what AWS would know, in addition to what was given at the stage's start
 */
public record OperationRequest(
        Action action,
        List<String> applications,
        Optional<Path> assembly,
        List<Path> jars,
        boolean allowNonRestoredState,
        Optional<String> name,
        GivenValues given) {

    public OperationRequest {
        requireNonNull(action, "action is null");
        applications = List.copyOf(applications);
        requireNonNull(assembly, "assembly is null");
        jars = List.copyOf(jars);
        requireNonNull(name, "name is null");
        requireNonNull(given, "given is null");
    }

    /** The kinds of operations. */
    public enum Action {
        SNAPSHOT,
        UPDATE,
        ROLLBACK
    }

    public static OperationRequest snapshot(List<String> applications, String name) {
        return new OperationRequest(
                Action.SNAPSHOT, applications, Optional.empty(), List.of(), false, Optional.of(name), GivenValues.NONE);
    }

    public static OperationRequest update(
            List<String> applications, Path assembly, List<Path> jars, boolean allowNonRestoredState) {
        return new OperationRequest(
                Action.UPDATE,
                applications,
                Optional.of(assembly),
                jars,
                allowNonRestoredState,
                Optional.empty(),
                GivenValues.NONE);
    }

    /** An update to what is now in the assembly that the stage was started from. */
    public static OperationRequest update(List<String> applications) {
        return new OperationRequest(
                Action.UPDATE, applications, Optional.empty(), List.of(), false, Optional.empty(), GivenValues.NONE);
    }

    public static OperationRequest rollback(List<String> applications) {
        return new OperationRequest(
                Action.ROLLBACK, applications, Optional.empty(), List.of(), false, Optional.empty(), GivenValues.NONE);
    }

    /** The same request with what AWS would know. */
    public OperationRequest given(GivenValues values) {
        return new OperationRequest(action, applications, assembly, jars, allowNonRestoredState, name, values);
    }
}

package io.millrace.local.cli.options;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.GivenValuesFile;
import io.millrace.assembly.Stage;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.assembly.template.GivenValues;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A stage of an assembly, with what AWS would know.
 *
 * @param given in addition to what is in {@value GivenValuesFile#NAME} beside the assembly
 */
public record GivenStage(CloudAssembly assembly, Stage stage, GivenValues given) {
    /** The given values, and those of the file. */
    public GivenValues values() {
        return GivenValuesFile.of(assembly.directory()).with(given);
    }

    /** The same for a comparison with another stage: parameters and jars may be given that only that one has. */
    public GivenStage comparedWith(GivenStage other) {
        Set<String> names = StagePlanner.names(other.assembly, other.stage, other.values());
        return new GivenStage(assembly, stage, given.besideOneWith(names));
    }

    /**
     * The applications that will run, each by a name that no other one has.
     *
     * @param chosen names of jobs, or logical ids or names of applications; when empty, all of the stage run
     */
    public List<String> applications(List<String> chosen) {
        List<String> names = StagePlanner.applications(
                assembly, stage, values(), chosen.isEmpty() ? Optional.empty() : Optional.of(chosen));
        return names.isEmpty() ? chosen : names; // a name that no application has is refused with the plan
    }
}

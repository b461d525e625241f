package io.millrace.local.cli.options;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.GivenValuesFile;
import io.millrace.assembly.Stage;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.assembly.template.GivenValues;
import java.util.Collection;
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
     * The applications that will run.
     *
     * @param chosen their names; when empty, all of the stage run
     */
    public Collection<String> applications(Collection<String> chosen) {
        return chosen.isEmpty() ? StagePlanner.applications(assembly, stage, values()) : chosen;
    }
}

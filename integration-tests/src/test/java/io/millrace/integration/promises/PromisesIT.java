package io.millrace.integration.promises;

import io.millrace.local.junit.StageExtension;
import io.millrace.promises.CheckedStage;
import io.millrace.promises.StagePromises;
import io.millrace.promises.Target;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The suite against a stage that is started here with all of its applications. */
class PromisesIT extends StagePromises {
    private static final CheckedStage CHECKED = CheckedStage.ofSystemProperties();

    @RegisterExtension
    static final StageExtension STAGE = StageExtension.of(CHECKED.assembly()).stage(CHECKED.name());

    PromisesIT() {
        super(CHECKED);
    }

    @Override
    protected Target connect(CheckedStage stage) {
        return new LocalTarget(stage, STAGE.running());
    }

    /** In this class, to share the stage. */
    @Nested
    class OnScriptedServices extends AwsTargetTests {
        OnScriptedServices() {
            super(CHECKED, STAGE);
        }
    }
}

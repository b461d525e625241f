package io.millrace.integration.promises;

import io.millrace.promises.AwsTarget;
import io.millrace.promises.CheckedStage;
import io.millrace.promises.StagePromises;
import io.millrace.promises.StageTemplates;
import io.millrace.promises.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * The suite passes stages that do not have all jobs, or have them in one stack, while the service scales or patches them. They
 * retain their records, so none are put.
 */
class PartialStagesTest {
    @TempDir
    private static Path directory;

    @Nested
    class OfOneJob extends OnScriptedServices {
        OfOneJob() {
            super(WrittenStage.ofStackPerJob(directory.resolve("one-job"), "lottery"), "AUTOSCALING");
        }
    }

    @Nested
    class OfOneStack extends OnScriptedServices {
        OfOneStack() {
            super(WrittenStage.ofOneStack(directory.resolve("one-stack"), "lottery", "rollup"), "MAINTENANCE");
        }
    }

    abstract static class OnScriptedServices extends StagePromises {
        private final String status;
        private ScriptedAccount account;

        /** @param status of all applications */
        OnScriptedServices(CheckedStage stage, String status) {
            super(stage);
            this.status = status;
        }

        /** To services that have been reading all inputs. */
        @Override
        protected Target connect(CheckedStage stage) {
            StageTemplates templates = StageTemplates.of(stage);
            try {
                account = new ScriptedAccount(templates, UnaryOperator.identity(), URI.create("http://127.0.0.1:1"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            templates
                    .applications()
                    .forEach((logicalId, stack) ->
                            account.statuses.put(ScriptedAccount.physical(stack, logicalId), status));
            templates
                    .streamNames()
                    .forEach(stream -> account.metrics.put("GetRecords.Success of " + stream, List.of(1.0)));
            return new AwsTarget(templates, account.clients());
        }

        @AfterAll
        void stop() {
            account.close();
        }
    }
}

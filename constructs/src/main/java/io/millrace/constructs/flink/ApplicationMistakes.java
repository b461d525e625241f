package io.millrace.constructs.flink;

import io.millrace.contract.ContractCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

/** All that is wrong with an application, against the service and against its jar. */
final class ApplicationMistakes {
    private ApplicationMistakes() {}

    /** @param tags that the application has in the end, those of its stack included */
    static List<String> of(
            FlinkApplicationBuilder options, FlinkJobJar jar, @Nullable VpcAttachment vpc, Map<String, String> tags) {
        Map<String, Map<String, String>> groups = options.bindings.propertyGroups();
        ServiceLimits limits = new ServiceLimits(Token::isUnresolved);
        if (options.applicationName != null) {
            limits.name(options.applicationName);
        }
        if (options.description != null) {
            limits.description(options.description);
        }
        limits.jar(jar.sizeBytes());
        limits.capacity(options.capacity, options.quotas);
        limits.checkpointing(options.checkpointing);
        if (options.maintenanceWindow != null) {
            limits.maintenanceWindow(options.maintenanceWindow);
        }
        limits.tags(tags);
        limits.groups(groups);

        List<String> mistakes = new ArrayList<>();
        options.runtime.mistake().ifPresent(mistakes::add);
        mistakes.addAll(limits.mistakes());
        if (options.snapshots == Snapshots.ENHANCED && !options.runtime.isAtLeast(FlinkRuntime.FLINK_1_20)) {
            mistakes.add("enhanced snapshots must run on FLINK-1_20 or later, got '" + options.runtime.id()
                    + "'; raise the runtime or use Snapshots.LEGACY");
        }
        mistakes.addAll(options.runConfiguration.mistakes(options.snapshots));
        if (vpc != null) {
            mistakes.addAll(vpc.mistakes());
        }
        mistakes.addAll(options.bindings.mistakes());
        mistakes.addAll(options.bindings.topics().mistakes(options));
        jar.contract()
                .ifPresent(
                        contract -> mistakes.addAll(ContractCheck.violations(contract, groups, Token::isUnresolved)));
        return mistakes;
    }
}

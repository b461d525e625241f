package io.millrace.local.cli.output;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.DeploymentPlan.SkippedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The plan of a stage, for display. */
public final class PlanText {
    private PlanText() {}

    public static List<String> lines(DeploymentPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("stage " + plan.stage());
        plan.resources()
                .forEach(resource ->
                        lines.add("  %-11s  %s, %s".formatted(resource.kind(), resource.name(), resource.details())));
        plan.applications().forEach(application -> lines.add("  application  " + application(application)));
        plan.skipped().stream()
                .collect(groupingBy(SkippedResource::type, TreeMap::new, counting()))
                .forEach((type, count) ->
                        lines.add("  not here     %s%s".formatted(type, count > 1 ? " x" + count : "")));
        plan.notices().forEach(notice -> lines.add("  note         " + notice));
        return lines;
    }

    private static String application(ApplicationPlan application) {
        return "%s, parallelism %d, %s, snapshots %s"
                .formatted(
                        application.name(),
                        application.parallelism(),
                        application
                                .checkpoints()
                                .map(checkpoints -> "checkpoints every " + checkpoints.intervalMillis() / 1000.0 + " s")
                                .orElse("no checkpoints"),
                        application.snapshots() ? "on" : "off");
    }
}

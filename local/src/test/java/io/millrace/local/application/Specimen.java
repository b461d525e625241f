package io.millrace.local.application;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.ApplicationPlan.Checkpoints;
import io.millrace.assembly.deployment.ApplicationPlan.Restore;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.local.versions.Version;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A stream and an application on it. */
public final class Specimen {
    public static final StreamPlan ORDERS = new StreamPlan("shop", "Orders", "shop-Orders", "eu-west-1", 2, 24);

    /** Any jar: no test runs it. */
    private static final Path JAR = Path.of(URI.create(
            Test.class.getProtectionDomain().getCodeSource().getLocation().toString()));

    private Specimen() {}

    static DeploymentPlan plan(StreamPlan... streams) {
        return new DeploymentPlan(
                "dev", StreamBackend.KINESIS, List.of(streams), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static ApplicationPlan application(Map<String, Map<String, String>> groups) {
        return application(4, Optional.of(new Checkpoints(10_000, 1_000)), groups);
    }

    static ApplicationPlan application(
            int parallelism, Optional<Checkpoints> checkpoints, Map<String, Map<String, String>> groups) {
        return new ApplicationPlan(
                "shop",
                "Billing",
                "shop-Billing",
                "eu-west-1",
                "FLINK-1_20",
                JAR,
                parallelism,
                parallelism,
                checkpoints,
                true,
                new Restore(true, false),
                "INFO",
                groups);
    }

    static Version version(ApplicationPlan plan) {
        return new Version(1, plan, Optional.empty(), false);
    }
}

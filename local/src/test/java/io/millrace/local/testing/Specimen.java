package io.millrace.local.testing;

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

/** A stage with a stream and an application. */
public final class Specimen {
    public static final StreamPlan ORDERS = new StreamPlan("shop", "Orders", "shop-Orders", "eu-west-1", 2, 24);

    /** The name of the one that its template declares. */
    public static final String SECRET = "shop-Secret";

    /** Any jar: no test runs it. */
    private static final Path JAR = Path.of(URI.create(
            Test.class.getProtectionDomain().getCodeSource().getLocation().toString()));

    private static final Optional<Checkpoints> CHECKPOINTS = Optional.of(new Checkpoints(10_000, 1_000));

    private Specimen() {}

    public static DeploymentPlan plan(StreamPlan... streams) {
        return plan(StreamBackend.KINESIS, streams);
    }

    public static DeploymentPlan plan(StreamBackend backend, StreamPlan... streams) {
        return new DeploymentPlan(
                "dev",
                backend,
                List.of(streams),
                List.of(),
                List.of(SECRET),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public static ApplicationPlan application(Map<String, Map<String, String>> groups) {
        return application(CHECKPOINTS, new Restore(true, false), groups);
    }

    /** One that starts from no snapshot. */
    public static ApplicationPlan applicationWithoutSnapshot() {
        return application(CHECKPOINTS, new Restore(false, false), Map.of());
    }

    /** One that saves no state. */
    public static ApplicationPlan applicationWithoutCheckpoints() {
        return application(Optional.empty(), new Restore(true, false), Map.of());
    }

    private static ApplicationPlan application(
            Optional<Checkpoints> checkpoints, Restore restore, Map<String, Map<String, String>> groups) {
        return new ApplicationPlan(
                "shop",
                "Billing",
                "shop-Billing",
                "eu-west-1",
                "FLINK-1_20",
                JAR,
                4,
                4,
                checkpoints,
                true,
                restore,
                "INFO",
                groups);
    }

    public static Version version(ApplicationPlan plan) {
        return new Version(1, plan, Optional.empty(), false);
    }
}

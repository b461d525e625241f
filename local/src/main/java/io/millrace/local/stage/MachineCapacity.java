package io.millrace.local.stage;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.local.process.StageException;
import java.lang.management.ManagementFactory;
import java.util.Comparator;

/** How much parallelism a machine bears: each task slot takes memory, and the threads of its tasks take turns on the cores. */
record MachineCapacity(int cores, long megabytes) {
    private static final int SLOTS_PER_CORE = 32;
    private static final int MEGABYTES_PER_SLOT = 64;

    static MachineCapacity ofThisMachine() {
        return new MachineCapacity(
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20);
    }

    /**
     * Checks that the machine bears all applications together.
     *
     * @throws StageException when it does not; the message has the option that scales them down
     */
    void require(DeploymentPlan plan) {
        int slots = plan.applications().stream()
                .mapToInt(ApplicationPlan::parallelism)
                .sum();
        if (slots > slots()) {
            ApplicationPlan widest = plan.applications().stream()
                    .max(Comparator.comparingInt(ApplicationPlan::parallelism))
                    .orElseThrow();
            throw new StageException(
                    ("the stage's applications must have a total parallelism of at most %d on this machine (%d cores, %d MB),"
                                    + " got %d, of which %s has %d; --max-parallelism %d scales them down here")
                            .formatted(
                                    slots(),
                                    cores,
                                    megabytes,
                                    slots,
                                    widest.name(),
                                    widest.parallelism(),
                                    Math.max(
                                            1,
                                            Math.min(
                                                    8,
                                                    slots()
                                                            / plan.applications()
                                                                    .size()))));
        }
    }

    private int slots() {
        return (int) Math.min((long) cores * SLOTS_PER_CORE, megabytes / MEGABYTES_PER_SLOT);
    }
}

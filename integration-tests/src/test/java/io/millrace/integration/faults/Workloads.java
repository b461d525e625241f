package io.millrace.integration.faults;

import java.util.List;

/** A workload for every job of the jar. */
final class Workloads {
    private Workloads() {}

    static List<Workload> all(long seed) {
        return List.of(
                new LotteryWorkload(seed),
                new BookingWorkload(seed),
                new RollupWorkload(seed),
                new OutlierWorkload(seed));
    }

    static List<StateSpecimen> specimens() {
        return List.of(new LotterySpecimen(), new BookingSpecimen(), new RollupSpecimen(), new OutlierSpecimen());
    }
}

package io.millrace.integration.faults;

import java.util.List;

/** Every job of the jar, with something to do. */
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

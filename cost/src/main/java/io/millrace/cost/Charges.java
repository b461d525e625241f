package io.millrace.cost;

import java.util.Map;

/** What AWS charges for a resource while it is idle, whether a template or a construct describes it. */
public final class Charges {
    private static final int STORAGE_OF_A_KPU = 50;

    private Charges() {}

    /**
     * Counts for an Apache Flink application: its KPUs and one for orchestration, and the storage of its own.
     *
     * @param kpus that its tasks take
     * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/how-pricing.html">Billing of KPUs</a>
     */
    public static Map<CostItem, Integer> ofApplication(int kpus) {
        return Map.of(CostItem.KPU, kpus + 1, CostItem.RUNNING_STORAGE, kpus * STORAGE_OF_A_KPU);
    }
}

package io.millrace.constructs.flink;

import io.millrace.cost.Charges;
import io.millrace.cost.CostItem;
import io.millrace.cost.PriceTable;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;

/** Annotates, at synthesis, what an application costs while no record arrives. It is computed from the props: no template is read. */
final class IdleCost {
    private static final PriceTable PRICES = PriceTable.bundled();
    /** The region whose prices stand for those that the table does not have, and for that of the deployer. */
    private static final String DEFAULT_REGION = "us-east-1";

    private IdleCost() {}

    static void annotate(FlinkApplication application, Capacity capacity) {
        if (capacity.parallelism() < 1 || capacity.parallelismPerKpu() < 1) {
            return; // refused by ApplicationViolations
        }
        String own = Stack.of(application).getRegion();
        String region = PRICES.regions().containsKey(own) ? own : DEFAULT_REGION;
        Map<CostItem, Integer> charges = Charges.ofApplication(capacity.kpus());
        double usd = charges.entrySet().stream()
                .mapToDouble(charge -> PRICES.usdAMonth(region, charge.getKey(), charge.getValue())
                        .orElse(0.0))
                .sum();
        Annotations.of(application)
                .addInfo(String.format(
                        Locale.ROOT,
                        "%d KPUs, one of them for orchestration, cost %.2f USD a month while idle%s, at the prices of %s in"
                                + " %s; 'millrace cost' prints the whole stage",
                        charges.get(CostItem.KPU),
                        usd,
                        capacity.scaling() == Capacity.Scaling.AUTOMATIC ? ", before it scales out" : "",
                        PRICES.date(),
                        region));
    }
}

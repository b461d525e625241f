package io.millrace.local.cli;

import io.millrace.cost.CostLine;
import io.millrace.cost.StageCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The cost of a stage as a table. */
final class CostTable {
    private static final String ROW = "%-28s  %-48s  %6s  %10s";

    private CostTable() {}

    /** @param before the stage to compare with, if any */
    static List<String> of(StageCost cost, Optional<StageCost> before) {
        List<String> table = new ArrayList<>();
        table.add("stage %s, idle, in %s, prices of %s".formatted(cost.stage(), cost.region(), cost.date()));
        table.add(row("STACK", "CHARGED FOR", "NUMBER", "USD/MONTH"));
        cost.lines().forEach(line -> table.add(row(line)));
        table.add(row("total", "", "", usd(cost.usdAMonth())));
        before.ifPresent(old -> table.add(row("change", "", "", change(cost.usdAMonth() - old.usdAMonth()))));
        cost.byUse().forEach((use, usd) -> table.add("by use: %s USD a %s".formatted(amount(usd), use)));
        cost.notPriced()
                .forEach((what, count) ->
                        table.add("not in the total: %d %s, without a price here".formatted(count, what)));
        return table;
    }

    private static String row(CostLine line) {
        return row(
                line.stack(),
                line.item().label(),
                Integer.toString(line.count()),
                line.usdAMonth().map(CostTable::usd).orElse("?"));
    }

    private static String row(String stack, String item, String count, String usd) {
        return ROW.formatted(stack, item, count, usd);
    }

    private static String usd(double amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    private static String change(double amount) {
        return String.format(Locale.ROOT, "%+,.2f", amount);
    }

    private static String amount(double usd) {
        return String.format(Locale.ROOT, "%.3f", usd);
    }
}

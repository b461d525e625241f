package io.millrace.local.cli.output;

import io.millrace.cost.CostLine;
import io.millrace.cost.StageCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The cost of a stage as a table. */
public final class CostTable {
    private static final String HEADING = "STACK";
    private static final String LABELS = "CHARGED FOR";

    private CostTable() {}

    /**
     * A line for each charge, the total, and what depends on use.
     *
     * @param before the stage to compare with, if any
     */
    public static List<String> of(StageCost cost, Optional<StageCost> before) {
        List<String> table = new ArrayList<>();
        table.add("stage %s, idle, in %s, prices of %s".formatted(cost.stage(), cost.region(), cost.date()));
        String row = "%%-%ds  %%-%ds  %%6s  %%10s"
                .formatted(width(cost, HEADING, CostLine::stack), width(cost, LABELS, line -> line.item()
                        .label()));
        table.add(row.formatted(HEADING, LABELS, "NUMBER", "USD/MONTH"));
        cost.lines()
                .forEach(line -> table.add(row.formatted(
                        line.stack(),
                        line.item().label(),
                        line.count(),
                        line.usdAMonth().map(CostTable::usd).orElse("?"))));
        table.add(row.formatted("total", "", "", usd(cost.usdAMonth())));
        before.ifPresent(old -> table.add(row.formatted("change", "", "", change(cost.usdAMonth() - old.usdAMonth()))));
        cost.byUse().forEach((use, usd) -> table.add("by use: %s USD a %s".formatted(amount(usd), use)));
        cost.notPriced().forEach((what, count) -> table.add("not in the total: %d %s".formatted(count, what)));
        return table;
    }

    private static int width(StageCost cost, String heading, Function<CostLine, String> column) {
        return Stream.concat(Stream.of(heading), cost.lines().stream().map(column))
                .mapToInt(String::length)
                .max()
                .orElseThrow();
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

package io.millrace.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import io.millrace.assembly.resources.ResolvedTemplates;
import io.millrace.assembly.template.GivenValues;
import io.millrace.cost.PriceTable;
import io.millrace.cost.StageCost;
import io.millrace.local.cli.options.AgainstOption;
import io.millrace.local.cli.options.AssemblyOption;
import io.millrace.local.cli.options.GivenOptions;
import io.millrace.local.cli.options.GivenStage;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.output.CostTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what the stages of an assembly cost. */
@Command(
        name = "cost",
        description = "Print what each stage of the cloud assembly costs on AWS a month while no record arrives.",
        footer = {
            "",
            "With --against, the change since that assembly is printed too, but not as JSON. Counts come from the templates with the values that"
                    + " are given, and prices from a dated table, without the free tier. Autoscaling can raise the"
                    + " cost, and a query in an alarm is charged for each metric that it finds. What has no price in the"
                    + " table, or depends on a value that is not given, is not in the total, and is listed."
                    + " A table for --prices has the form of"
                    + " cost/src/main/resources/io/millrace/cost/prices.json."
        })
final class CostCommand extends ReportingCommand implements Callable<Integer> {
    /** What {@code -o json} prints; it has no change. */
    private record Costs(List<StageCost> stages) {}

    @Mixin
    private AssemblyOption assembly = new AssemblyOption();

    @Option(names = "--stage", paramLabel = "NAME", description = "The stage (default: every stage).")
    private @Nullable String stage;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "A table of prices instead of the one that comes with Millrace.")
    private @Nullable Path prices;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region of the prices (default: the stage's, or us-east-1 if its templates name none).")
    private @Nullable String region;

    @Mixin
    private GivenOptions given = new GivenOptions();

    @Mixin
    private AgainstOption against = new AgainstOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PriceTable table = prices == null ? PriceTable.bundled() : PriceTable.read(prices);
        CloudAssembly current = CloudAssembly.read(assembly.directory());
        Optional<CloudAssembly> former = against.directory(assembly).map(CloudAssembly::read);
        List<Stage> chosen = stage == null ? current.stages() : List.of(current.stage(stage));
        GivenValues values = given.values(Map.of(), Map.of());
        GivenValues ofProject = assembly.given().with(values);
        PrintWriter out = spec.commandLine().getOut();
        List<StageCost> costs = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Stage one : chosen) {
            GivenStage next = new GivenStage(current, one, ofProject);
            // empty when the other assembly does not have the stage
            Optional<GivenStage> last = former.flatMap(other -> other.stages().stream()
                    .filter(before -> before.name().equals(one.name()))
                    .findFirst()
                    .map(before -> against.stage(other, before, values)));
            StageCost cost = cost(last.map(next::comparedWith).orElse(next), table);
            costs.add(cost);
            if (!isJson()) {
                lines.addAll(CostTable.of(cost, last.map(before -> cost(before.comparedWith(next), table))));
                lines.add("");
            }
        }
        if (isJson()) {
            print(new Costs(costs), out);
            return 0;
        }
        lines.forEach(out::println);
        TreeSet<String> sources = new TreeSet<>();
        costs.forEach(cost -> sources.addAll(cost.sources().values()));
        sources.forEach(source -> out.println("price source: " + source));
        return 0;
    }

    private StageCost cost(GivenStage one, PriceTable table) {
        Map<String, JsonNode> templates = ResolvedTemplates.resolved(one.assembly(), one.stage(), one.values());
        String priced = region != null ? region : one.stage().templates().get(0).region();
        return StageCost.of(one.stage().name(), priced, templates, table);
    }
}

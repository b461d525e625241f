package io.millrace.cost;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a stage costs a month while no record arrives. Autoscaling can raise it, and the free tier is not deducted.
 *
 * @param region the region of the prices
 * @param date when the prices were read
 * @param lines by stack in the order of the templates, then by item
 * @param byUse US dollars for each unit of what is charged by use
 * @param notPriced what the total lacks: how many, by name
 * @param sources where the prices were read, by key
 */
public record StageCost(
        String stage,
        String region,
        String date,
        List<CostLine> lines,
        Map<String, Double> byUse,
        Map<String, Integer> notPriced,
        Map<String, String> sources) {
    public StageCost {
        lines = List.copyOf(lines);
        byUse = Collections.unmodifiableMap(new TreeMap<>(byUse));
        notPriced = Collections.unmodifiableMap(new TreeMap<>(notPriced));
        sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    }

    /**
     * Counts what a stage has, and multiplies.
     *
     * @param templates by the name of the stack: each resource with its {@code Type}, its {@code Properties}, and as
     *     {@code PhysicalResourceId} what {@code Ref} returns. A function that is left in the properties has no value
     * @throws IllegalArgumentException when the table has no price of the region
     */
    public static StageCost of(String stage, String region, Map<String, JsonNode> templates, PriceTable prices) {
        prices.requireRegion(region);
        List<CostLine> lines = new ArrayList<>();
        Map<String, Integer> notPriced = new TreeMap<>();
        Map<String, String> sources = new TreeMap<>();
        Set<Usage> usages = EnumSet.noneOf(Usage.class);
        templates.forEach((stack, template) -> {
            BilledResources resources = BilledResources.of(template, templates.values());
            resources.counts().forEach((item, count) -> {
                Optional<Price> price = prices.price(region, item.priceKey());
                lines.add(new CostLine(stack, item, count, prices.usdAMonth(region, item, count)));
                price.ifPresentOrElse(
                        found -> sources.put(item.priceKey(), found.source()),
                        () -> notPriced.merge(item.label(), count, Integer::sum));
            });
            resources.unknown().forEach((type, count) -> notPriced.merge(type, count, Integer::sum));
            usages.addAll(resources.usages());
        });
        Map<String, Double> byUse = new TreeMap<>();
        usages.forEach(usage -> prices.price(region, usage.priceKey()).ifPresent(price -> {
            byUse.put(usage.label(), usage.usd(price));
            sources.put(usage.priceKey(), price.source());
        }));
        return new StageCost(stage, region, prices.date(), lines, byUse, notPriced, sources);
    }

    /** The sum of the lines that have a price. */
    @JsonProperty
    public double usdAMonth() {
        return lines.stream().mapToDouble(line -> line.usdAMonth().orElse(0.0)).sum();
    }
}

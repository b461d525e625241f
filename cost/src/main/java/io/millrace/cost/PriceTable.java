package io.millrace.cost;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prices by region and key.
 *
 * @param date when they were read
 */
public record PriceTable(String date, Map<String, Map<String, Price>> regions) {
    private static final String BUNDLED = "prices.json";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KEYS = Stream.concat(
                    Stream.of(CostItem.values()).map(CostItem::priceKey),
                    Stream.of(Usage.values()).map(Usage::priceKey))
            .collect(Collectors.toSet());

    public PriceTable {
        requireNonNull(date, "date is null");
        regions = Map.copyOf(regions);
    }

    /** The table that comes with Millrace. */
    public static PriceTable bundled() {
        try (InputStream in = requireNonNull(PriceTable.class.getResourceAsStream(BUNDLED), BUNDLED)) {
            return parse(JSON.readTree(in), BUNDLED);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(BUNDLED, e.getMessage()), e);
        }
    }

    /**
     * Reads a table in the form of the bundled one.
     *
     * @throws IllegalArgumentException when it is not such a table
     */
    public static PriceTable read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(JSON.readTree(in), file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "price table must be a readable JSON file, got '%s': %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Empty when the table has no price of that key in that region. */
    public Optional<Price> price(String region, String key) {
        return Optional.ofNullable(regions.getOrDefault(region, Map.of()).get(key));
    }

    /** US dollars a month for so many of an item; empty when the table has no price. */
    public Optional<Double> usdAMonth(String region, CostItem item, int count) {
        return price(region, item.priceKey()).map(price -> price.usd() * item.unitsOfAMonth() * count);
    }

    /** @throws IllegalArgumentException when the table has no price of that region */
    void requireRegion(String region) {
        if (!regions.containsKey(region)) {
            throw new IllegalArgumentException(
                    "region must be one of those in the price table (%s), got '%s'; add its prices to a table of your own, or"
                                    .formatted(String.join(", ", new TreeMap<>(regions).keySet()), region)
                            + " price the stage in another region");
        }
    }

    private static PriceTable parse(JsonNode table, String name) {
        List<String> mistakes = new ArrayList<>();
        JsonNode date = table.path("date");
        if (!date.asText().matches("\\d{4}-\\d{2}-\\d{2}")) {
            mistakes.add("'date' must be a date such as 2026-11-29, got "
                    + (date.isMissingNode() ? "nothing" : "'" + date.asText() + "'"));
        }
        Map<String, Map<String, Price>> regions = new TreeMap<>();
        table.path("regions").properties().forEach(region -> {
            Map<String, Price> prices = new TreeMap<>();
            region.getValue().properties().forEach(price -> parse(
                            region.getKey(), price.getKey(), price.getValue(), mistakes)
                    .ifPresent(valid -> prices.put(price.getKey(), valid)));
            regions.put(region.getKey(), Map.copyOf(prices));
        });
        if (regions.isEmpty()) {
            mistakes.add("'regions' must have prices, got nothing");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(name + ": " + String.join("; ", mistakes));
        }
        return new PriceTable(date.asText(), regions);
    }

    private static Optional<Price> parse(String region, String key, JsonNode price, List<String> mistakes) {
        JsonNode usd = price.path("usd");
        JsonNode source = price.path("source");
        if (!KEYS.contains(key)) {
            mistakes.add("price '%s/%s' must have a known key, such as 'kpu-hour'".formatted(region, key));
            return Optional.empty();
        }
        if (!usd.isNumber() || usd.asDouble() < 0 || !source.isTextual()) {
            mistakes.add("price '%s/%s' must have 'usd', a number of 0 or more, and 'source', got %s"
                    .formatted(region, key, price));
            return Optional.empty();
        }
        return Optional.of(new Price(usd.asDouble(), source.asText()));
    }
}

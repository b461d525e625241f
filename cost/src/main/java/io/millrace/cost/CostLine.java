package io.millrace.cost;

import java.util.Optional;

/**
 * What a stack has of an item.
 *
 * @param usdAMonth empty when the price is not known
 */
public record CostLine(String stack, CostItem item, int count, Optional<Double> usdAMonth) {}

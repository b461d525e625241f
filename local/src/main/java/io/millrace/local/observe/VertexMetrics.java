package io.millrace.local.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The metrics of a vertex's subtasks. */
record VertexMetrics(Map<MetricName, String> values) {
    static final VertexMetrics NONE = new VertexMetrics(Map.of());

    /** Flink's watermark before the first one. */
    private static final long NO_WATERMARK = Long.MIN_VALUE;

    VertexMetrics {
        values = Map.copyOf(values);
    }

    static VertexMetrics of(Map<String, String> texts) {
        Map<MetricName, String> values = new LinkedHashMap<>();
        texts.forEach((text, value) -> MetricName.parse(text).ifPresent(name -> values.put(name, value)));
        return new VertexMetrics(values);
    }

    Optional<Long> sum(String operator, String metric) {
        return sum(name -> name.isOf(operator) && name.metric().equals(metric));
    }

    /** The sum of a metric of an operator itself, without those of the groups within. */
    Optional<Long> total(String operator, String metric) {
        return sum(name -> name.scope().equals(operator) && name.metric().equals(metric));
    }

    /** The least watermark that leaves an operator; empty before the first one. */
    Optional<Long> watermarkOf(String operator) {
        return watermark(name -> name.scope().equals(operator) && name.metric().equals("currentOutputWatermark"));
    }

    /** The least watermark that reaches a writer; empty before the first one. */
    Optional<Long> watermarkInto(String writer) {
        return watermark(name -> name.scope().equals(writer) && name.metric().equals("currentInputWatermark"));
    }

    /** The operators that have metrics. */
    List<String> operators() {
        return values.keySet().stream()
                .filter(MetricName::isOfOperator)
                .map(MetricName::scope)
                .distinct()
                .sorted()
                .toList();
    }

    Optional<Long> greatest(String operator, String metric) {
        return boxed(longs(name -> name.isOf(operator) && name.metric().equals(metric))
                .max());
    }

    /** A share of the time of the subtask that has the most of it. */
    Optional<Long> percentOfTask(String metric) {
        OptionalDouble millisPerSecond = doubles(
                        name -> name.isOfTask() && name.metric().equals(metric))
                .filter(Double::isFinite)
                .max();
        return millisPerSecond.isPresent()
                ? Optional.of(Math.round(Math.min(1000, millisPerSecond.getAsDouble()) / 10))
                : Optional.empty();
    }

    /** The least watermark that reaches a subtask; empty before the first one. */
    Optional<Long> watermarkOfTask() {
        return watermark(name -> name.isOfTask() && name.metric().equals("currentInputWatermark"));
    }

    /** The least watermark that leaves a source, or what is chained to it. */
    Optional<Long> watermarkOfSource() {
        Predicate<MetricName> output = name -> name.metric().equals("currentOutputWatermark");
        boolean chained = values.keySet().stream().anyMatch(output.and(name -> !name.isOfSource()));
        return watermark(output.and(name -> name.isOfSource() != chained));
    }

    /** The event time of an input in each subtask, as the job reports it. */
    List<InputTime> inputTimes(String input) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().metric().equals(InputTime.METRIC))
                .flatMap(entry -> InputTime.parse(input, entry.getValue()).stream())
                .toList();
    }

    /** The operators in which records wait, with the least watermark before these. */
    Map<String, Long> waiting() {
        Map<String, Long> waiting = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.metric().equals(JobObserver.WAITING) && number(value) != Long.MAX_VALUE) {
                waiting.merge(name.scope().replace('_', ' '), number(value), Math::min);
            }
        });
        return waiting;
    }

    private Optional<Long> sum(Predicate<MetricName> wanted) {
        long[] found = longs(wanted).toArray();
        return found.length == 0
                ? Optional.empty()
                : Optional.of(LongStream.of(found).sum());
    }

    private Optional<Long> watermark(Predicate<MetricName> wanted) {
        // a subtask without shards never has one, and does not hold back the others
        return boxed(longs(wanted).filter(value -> value != NO_WATERMARK).min());
    }

    private LongStream longs(Predicate<MetricName> wanted) {
        return numbers(wanted).mapToLong(VertexMetrics::number);
    }

    private DoubleStream doubles(Predicate<MetricName> wanted) {
        return numbers(wanted).mapToDouble(Double::parseDouble);
    }

    private Stream<String> numbers(Predicate<MetricName> wanted) {
        return values.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(value -> value.matches("-?[0-9.]+(E-?[0-9]+)?"));
    }

    private static long number(String text) {
        // watermarks do not fit into a double
        return text.matches("-?[0-9]+") ? Long.parseLong(text) : (long) Double.parseDouble(text);
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }
}

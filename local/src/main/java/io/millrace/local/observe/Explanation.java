package io.millrace.local.observe;

import io.millrace.console.report.ShardReport;
import io.millrace.console.report.WaitReport;
import io.millrace.console.report.WaitReport.Rule;
import io.millrace.local.observe.InputTime.Settings;
import io.millrace.local.observe.InputTime.Shard;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why an application's results are not out yet: which input and which of its shards hold event time, by which rule, and until
 * when.
 *
 * @param now this machine's clock
 * @param reached the event time that has reached the outputs
 * @param inputs of each input and subtask
 * @param held the operators in which records wait, with the watermark before these
 */
record Explanation(
        String application,
        String job,
        List<String> outputs,
        long now,
        Optional<Long> reached,
        List<InputTime> inputs,
        Map<String, Long> held) {
    private static final int MOST_SHARDS = 64;

    /** A shard, and the input that it belongs to. */
    private record Holder(InputTime input, Shard shard) {}

    WaitReport report() {
        if (inputs.isEmpty()) {
            return report(Rule.NOT_REPORTED, Optional.empty(), Optional.empty());
        }
        Optional<InputTime> unlisted =
                inputs.stream().filter(input -> !input.listed()).findFirst();
        if (unlisted.isPresent()) {
            return report(Rule.NOT_LISTED, unlisted.map(input -> new Holder(input, none())), Optional.empty());
        }
        if (newest().isEmpty() && unread().isEmpty()) {
            return report(Rule.NO_EVENT, Optional.empty(), Optional.empty());
        }
        Optional<Holder> unread = unread();
        if (unread.isPresent() && reached.isEmpty()) {
            return report(Rule.UNREAD, unread, Optional.empty());
        }
        if (reached.isPresent()
                && newest().filter(time -> time <= reached.get()).isPresent()) {
            return report(Rule.PASSED, holder(), Optional.empty());
        }
        Optional<String> operator = held.entrySet().stream()
                .filter(bound ->
                        reached.filter(time -> time >= bound.getValue()).isPresent())
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
        if (operator.isPresent()) {
            return report(Rule.WAITING_RECORDS, holder(), operator);
        }
        Optional<Holder> holder = holder();
        return report(holder.map(this::rule).orElse(Rule.NO_EVENT), holder, Optional.empty());
    }

    private static Shard none() {
        return new Shard(
                "", "UNREAD", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Rule rule(Holder holder) {
        if (holder.shard().isUnread()) {
            return Rule.UNREAD;
        }
        if (newest().flatMap(time -> holder.shard().watermark().filter(watermark -> watermark >= time))
                .isPresent()) {
            return Rule.READ_SKEW;
        }
        Optional<Long> ofEvents =
                holder.shard().watermarkOfEvents(holder.input().settings());
        return ofEvents.equals(holder.shard().watermark()) ? Rule.OUT_OF_ORDERNESS : Rule.IDLE_TIMEOUT;
    }

    /** The newest event of all shards. */
    private Optional<Long> newest() {
        return inputs.stream()
                .flatMap(input -> input.shards().stream())
                .flatMap(shard -> shard.newest().stream())
                .max(Long::compare);
    }

    private Optional<Holder> unread() {
        return inputs.stream()
                .flatMap(
                        input -> input.shards().stream().filter(Shard::isUnread).map(shard -> new Holder(input, shard)))
                .findFirst();
    }

    /**
     * The slowest shard of the input whose watermark is nearest to the one that has reached the outputs. An operator need not
     * wait for each of its inputs, so that the slowest input is not always the one that holds the outputs.
     */
    private Optional<Holder> holder() {
        Comparator<InputTime> nearest = Comparator.comparing(
                input -> Math.abs(input.watermark().orElse(Long.MIN_VALUE / 2) - reached.orElse(Long.MIN_VALUE / 2)));
        return inputs.stream()
                .filter(input -> !input.idle() && !input.shards().isEmpty())
                .filter(input ->
                        input.shards().get(0).isTimed() || input.shards().get(0).isUnread())
                .min(nearest.thenComparing(input -> input.watermark().orElse(Long.MIN_VALUE)))
                .map(input -> new Holder(input, input.shards().get(0)));
    }

    /** When event time passes the newest event, if there is no other; empty when it never does. */
    private Optional<Long> expected(long newest) {
        long latest = 0;
        for (InputTime input : inputs) {
            for (Shard shard : input.shards()) {
                if (shard.isUnread()) {
                    return Optional.empty();
                }
                if (shard.isTimed()) {
                    Optional<Long> passes = shard.passes(newest, input.settings());
                    if (passes.isEmpty()) {
                        return Optional.empty();
                    }
                    latest = Math.max(
                            latest,
                            passes.get() + (isDelayed() ? input.settings().readSkew() : 0));
                }
            }
        }
        return Optional.of(Math.max(latest, now));
    }

    /** Whether watermarks are delayed, since a shard is empty and its first event may be older than all others. */
    private boolean isDelayed() {
        return inputs.stream().anyMatch(input -> input.empty() > 0);
    }

    private WaitReport report(Rule rule, Optional<Holder> holder, Optional<String> operator) {
        Optional<Shard> shard =
                holder.map(Holder::shard).filter(known -> !known.name().isEmpty());
        boolean waits = rule != Rule.PASSED && rule != Rule.WAITING_RECORDS;
        Optional<Long> expected = waits ? newest().flatMap(this::expected) : Optional.empty();
        Optional<String> name = shard.map(Shard::name);
        return new WaitReport(
                application,
                job,
                outputs,
                rule,
                new ExplanationText(rule, now, reached, newest(), expected, holder.map(Holder::input), shard, operator)
                        .text(),
                reached,
                reached.map(time -> now - time),
                holder.map(of -> of.input().input()),
                name.map(text -> text.substring(0, Math.max(0, text.lastIndexOf('/')))),
                name.map(text -> text.substring(text.lastIndexOf('/') + 1)),
                operator,
                shard.flatMap(Shard::newest),
                shard.flatMap(Shard::since),
                newest(),
                expected,
                holder.map(of -> parts(rule, of)).orElse(Map.of()),
                shards());
    }

    private Map<String, Long> parts(Rule rule, Holder holder) {
        Settings settings = holder.input().settings();
        Map<String, Long> parts = new LinkedHashMap<>();
        holder.shard().offset().ifPresent(offset -> parts.put("delay of events", -offset));
        parts.put("events.out-of-orderness", settings.outOfOrderness());
        if (rule != Rule.OUT_OF_ORDERNESS) {
            parts.put("events.idle-timeout", settings.idleTimeout());
            parts.put("events.clock-skew", settings.clockSkew());
        }
        if (isDelayed()) {
            parts.put("events.read-skew", settings.readSkew());
        }
        return parts;
    }

    private List<ShardReport> shards() {
        return inputs.stream()
                .flatMap(input -> input.shards().stream()
                        .map(shard -> new ShardReport(
                                input.input(),
                                shard.name(),
                                shard.state(),
                                shard.watermark(),
                                shard.newest(),
                                shard.readUntil())))
                .sorted(Comparator.comparing(
                                (ShardReport shard) -> shard.state().equals("EMPTY"))
                        .thenComparing(shard -> shard.watermarkMillis().orElse(Long.MIN_VALUE)))
                .limit(MOST_SHARDS)
                .toList();
    }
}

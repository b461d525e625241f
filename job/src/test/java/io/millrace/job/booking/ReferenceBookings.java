package io.millrace.job.booking;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.replay.ReferenceClock;
import io.millrace.job.replay.Replay;
import io.millrace.job.replay.ShardLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A sequential model of the job: each booking's records in the order of time. It shares no code with the job, and the
 * settings and sequences of {@link Specimen} are built in.
 */
final class ReferenceBookings {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long OUT_OF_ORDERNESS = 2_000;
    private static final long IDLE_TIMEOUT = 3_000;
    private static final int COUNT = 2;
    private static final long MATCH_TIMEOUT = 10_000;
    private static final long ALERT_RETENTION = 20_000;

    private final Map<String, List<Item>> bookings = new TreeMap<>();
    private final TreeSet<String> results = new TreeSet<>();

    private static final class Item {
        private final String type;
        private final long time;
        private final String value;

        private Item(String type, long time, String value) {
            this.type = type;
            this.time = time;
            this.value = value;
        }

        private boolean is(String other) {
            return type.equals(other);
        }
    }

    /** Alerts, escalations and rejections, each as a line of text. */
    static TreeSet<String> results(List<ShardLog> createdShards, List<ShardLog> eventShards) {
        ReferenceBookings reference = new ReferenceBookings();
        createdShards.forEach(shard -> reference.shard(shard, true));
        eventShards.forEach(shard -> reference.shard(shard, false));
        reference.bookings.forEach((bookingId, items) -> {
            List<Item> ordered = ordered(items);
            reference.alerts(bookingId, ordered);
            reference.paymentTrouble(bookingId, ordered);
            reference.unconfirmed(bookingId, ordered);
        });
        return reference.results;
    }

    private void shard(ShardLog shard, boolean created) {
        ReferenceClock clock = new ReferenceClock(OUT_OF_ORDERNESS, IDLE_TIMEOUT);
        for (SourceRecord record : shard.records()) {
            JsonNode json;
            try {
                json = JSON.readTree(record.data);
            } catch (IOException e) {
                results.add(Replay.rejection("NOT_JSON", record));
                continue;
            }
            long time = json.get("timestamp").asLong();
            if (clock.isLate(time, time, record)) {
                results.add(Replay.rejection("LATE", record));
                continue;
            }
            bookings.computeIfAbsent(json.get("bookingId").asText(), id -> new ArrayList<>())
                    .add(new Item(
                            created ? "" : json.get("type").asText(),
                            time,
                            json.get("value").toString()));
        }
    }

    /** By time, creations first, then by type and value; without duplicates. */
    private static List<Item> ordered(List<Item> items) {
        TreeSet<Item> ordered = new TreeSet<>(comparingLong((Item item) -> item.time)
                .thenComparing(comparing((Item item) -> item.type))
                .thenComparing(item -> item.value));
        ordered.addAll(items);
        return new ArrayList<>(ordered);
    }

    private void alerts(String bookingId, List<Item> items) {
        int next = 0;
        while (next < items.size()) {
            long forgotten = 0;
            Item creation = null;
            Item event = null;
            int count = 0;
            long since = Long.MAX_VALUE;
            for (; next < items.size() && forgotten == 0; next++) {
                Item item = items.get(next);
                if (item.time - MATCH_TIMEOUT >= since) {
                    break;
                }
                if (item.is("") || item.is("PAYMENT_SUCCEEDED")) {
                    since = Math.min(since, item.time);
                    creation = item.is("") && creation == null ? item : creation;
                    event = item.is("") ? event : item;
                    count += item.is("") ? 0 : 1;
                    if (creation != null && count >= COUNT) {
                        alert("MATCHED", bookingId, since, item.time, creation, event, count);
                        forgotten = item.time + ALERT_RETENTION;
                    }
                }
            }
            if (forgotten == 0 && since != Long.MAX_VALUE) {
                alert("UNMATCHED", bookingId, since, since + MATCH_TIMEOUT, creation, event, count);
                forgotten = since + MATCH_TIMEOUT + ALERT_RETENTION;
            }
            while (next < items.size() && items.get(next).time < forgotten) {
                next++;
            }
        }
    }

    private void alert(String type, String bookingId, long since, long time, Item creation, Item event, int count) {
        results.add("alert " + type + " " + bookingId + "-" + since + " at " + time + ": created " + half(creation)
                + ", " + count + " until " + half(event));
    }

    private static String half(Item item) {
        return item == null ? "null null" : item.time + " " + item.value;
    }

    private void paymentTrouble(String bookingId, List<Item> items) {
        Map<Item, Long> firstByLast = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).is("PAYMENT_FAILED")) {
                continue;
            }
            long first = items.get(i).time;
            int failures = 0;
            for (Item item : items.subList(i, items.size())) {
                long age = item.time - first;
                if (failures < 3) {
                    failures += item.is("PAYMENT_FAILED") && age < 5_000 ? 1 : 0;
                } else if (item.is("CANCELLED") && age < 8_000) {
                    firstByLast.putIfAbsent(item, first);
                    break;
                }
            }
        }
        firstByLast.forEach((last, first) -> escalation("payment-trouble", bookingId, first, last.time, 4));
    }

    private void unconfirmed(String bookingId, List<Item> items) {
        for (int i = 0; i < items.size(); i++) {
            Item created = items.get(i);
            if (created.is("")
                    && items.subList(i, items.size()).stream()
                            .noneMatch(item -> item.is("CONFIRMED") && item.time - created.time < 6_000)) {
                escalation("unconfirmed", bookingId, created.time, created.time + 6_000, 1);
            }
        }
    }

    private void escalation(String name, String bookingId, long since, long time, int records) {
        results.add(
                "escalation " + name + ":" + bookingId + "-" + since + "-" + time + " at " + time + " of " + records);
    }
}

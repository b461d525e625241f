package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.IncomingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The output of a deployment's job: per output, id to the different texts with that id.
 *
 * @param records number of records, repetitions included
 */
record Outcome(Deployment deployment, Map<String, Map<String, Set<String>>> outputs, long records) {
    static Outcome read(Broker broker, Deployment deployment) {
        return read(broker, deployment, deployment.outputs());
    }

    /** Reads some of the outputs. */
    static Outcome read(Broker broker, Deployment deployment, List<String> names) {
        Map<String, Map<String, Set<String>>> outputs = new TreeMap<>();
        long records = 0;
        for (String output : names) {
            Map<String, Set<String>> ids = new TreeMap<>();
            for (IncomingRecord record : broker.read(deployment.outputStream(output))) {
                ids.computeIfAbsent(id(deployment, output, Json.parse(record.text())), id -> new TreeSet<>())
                        .add(record.text());
                records++;
            }
            outputs.put(output, ids);
        }
        return new Outcome(deployment, outputs, records);
    }

    private static String id(Deployment deployment, String output, JsonNode record) {
        return output.equals(Deployment.REJECTED)
                ? String.join(
                        "/",
                        record.path("stream").asText(),
                        record.path("shard").asText(),
                        record.path("sequenceNumber").asText())
                : deployment.binding().id(output, record);
    }

    /** The number of ids. */
    long distinct() {
        return outputs.values().stream().mapToLong(Map::size).sum();
    }

    /** The records of each output, each id once. */
    Map<String, List<JsonNode>> once() {
        Map<String, List<JsonNode>> once = new TreeMap<>();
        outputs.keySet()
                .forEach(output -> once.put(output, List.copyOf(byId(output).values())));
        return once;
    }

    /** An output's records by their ids. */
    Map<String, JsonNode> byId(String output) {
        Map<String, JsonNode> records = new TreeMap<>();
        outputs.getOrDefault(output, Map.of())
                .forEach((id, texts) ->
                        records.put(id, Json.parse(texts.iterator().next())));
        return records;
    }

    /** The differences between this run and an undisturbed one, one line each; empty when there is none. */
    List<String> contradictions(Outcome undisturbed) {
        List<String> found = new ArrayList<>();
        undisturbed.outputs.forEach((output, expected) -> {
            Map<String, Set<String>> actual = outputs.getOrDefault(output, Map.of());
            Set<String> ids = new TreeSet<>(expected.keySet());
            ids.addAll(actual.keySet());
            for (String id : ids) {
                Set<String> wanted = expected.getOrDefault(id, Set.of());
                Set<String> got = actual.getOrDefault(id, Set.of());
                if (wanted.size() > 1) {
                    found.add("%s %s contradicts itself even undisturbed: %s".formatted(output, id, wanted));
                } else if (got.size() > 1) {
                    found.add("%s %s contradicts itself: %s".formatted(output, id, got));
                } else if (got.isEmpty()) {
                    found.add("%s %s is missing: %s".formatted(output, id, wanted));
                } else if (wanted.isEmpty()) {
                    found.add("%s %s is only in the disturbed run: %s".formatted(output, id, got));
                } else if (!got.equals(wanted)) {
                    found.add("%s %s differs: %s, undisturbed %s".formatted(output, id, got, wanted));
                }
            }
        });
        return found;
    }
}

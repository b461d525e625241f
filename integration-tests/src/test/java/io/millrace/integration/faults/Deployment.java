package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.integration.JobRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A job bound to streams of its own. Runs of one scenario share the inputs and have outputs of their own.
 *
 * @param scenario prefix of the streams' names
 * @param run distinguishes the outputs of the scenario's runs
 * @param start further keys of the inputs' property groups
 */
record Deployment(JobBinding binding, String scenario, String run, Map<String, String> start) {
    static final String REJECTED = "rejected";
    private static final JsonMapper JSON = new JsonMapper();

    Deployment(JobBinding binding, String scenario, String run) {
        this(binding, scenario, run, Map.of());
    }

    static void createInputs(Broker broker, JobBinding binding, String scenario) {
        binding.inputs()
                .forEach((input, shards) ->
                        broker.create(new Deployment(binding, scenario, "").inputStream(input), shards));
    }

    /** Binds a job to the scenario's inputs and to new outputs. */
    static Deployment create(Broker broker, JobBinding binding, String scenario, String run) {
        Deployment deployment = new Deployment(binding, scenario, run);
        deployment.outputs().forEach(output -> broker.create(deployment.outputStream(output), 1));
        return deployment;
    }

    List<String> outputs() {
        List<String> outputs = new ArrayList<>(new TreeSet<>(binding.outputs()));
        outputs.add(REJECTED);
        return outputs;
    }

    String inputStream(String input) {
        return String.join(".", scenario, binding.job(), input);
    }

    List<String> inputStreams() {
        return binding.inputs().keySet().stream().map(this::inputStream).toList();
    }

    String outputStream(String output) {
        return String.join(".", scenario, run, binding.job(), output);
    }

    /** Writes the property groups as the service hands them to a job. */
    void writePropertyGroups(JobRuntime runtime, Path file, URI kinesis) {
        Map<String, Map<String, String>> groups = new TreeMap<>();
        Map<String, String> job = new HashMap<>(binding.settings());
        job.put("name", binding.job());
        groups.put("Job", job);
        groups.putAll(
                bind(binding.inputs().keySet(), input -> runtime.stream(Broker.REGION, inputStream(input)), kinesis));
        binding.inputs().keySet().forEach(input -> groups.get(input).putAll(start));
        groups.putAll(bind(outputs(), output -> runtime.stream(Broker.REGION, outputStream(output)), kinesis));
        List<Map<String, Object>> json = new ArrayList<>();
        groups.forEach((id, properties) -> json.add(Map.of("PropertyGroupId", id, "PropertyMap", properties)));
        try {
            Files.write(file, JSON.writeValueAsBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Map<String, String>> bind(
            Iterable<String> ports, Function<String, Map<String, String>> stream, URI kinesis) {
        Map<String, Map<String, String>> groups = new TreeMap<>();
        for (String port : ports) {
            Map<String, String> group = new TreeMap<>(
                    Map.of("connector", "kinesis", "aws.region", Broker.REGION, "aws.endpoint", kinesis.toString()));
            group.putAll(stream.apply(port));
            groups.put(port, group);
        }
        return groups;
    }
}

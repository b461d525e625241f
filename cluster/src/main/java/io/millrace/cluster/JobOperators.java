package io.millrace.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.StringUtils;

/**
 * The operators of a job by id. A snapshot has ids only, which are hashes of uids; this maps them to uids and names.
 */
final class JobOperators {
    private static final String SEPARATOR = "\t";

    private final Map<OperatorID, String> descriptions;

    JobOperators(Map<OperatorID, String> descriptions) {
        this.descriptions = Map.copyOf(descriptions);
    }

    /** Runs the job's main method without executing the job, and reads the stream graph that it builds. */
    static JobOperators of(PackagedProgram program, Configuration configuration) throws ProgramInvocationException {
        Pipeline pipeline = PackagedProgramUtils.getPipelineFromProgram(program, configuration, 1, true);
        GraphOperators operators = new GraphOperators((StreamGraph) pipeline);
        Map<OperatorID, String> descriptions = new LinkedHashMap<>();
        for (StreamNode node : operators.nodes()) {
            String uid = GraphOperators.uid(node);
            descriptions.put(
                    operators.id(node),
                    String.format("'%s' (%s)", uid == null ? "without a uid" : uid, node.getOperatorName()));
        }
        return new JobOperators(descriptions);
    }

    /** Reads a file of {@link #lines}. */
    static JobOperators read(Path file) throws IOException {
        Map<OperatorID, String> descriptions = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(SEPARATOR, 2);
            if (fields.length != 2) {
                throw new IOException(String.format(
                        "%s must hold lines of an operator's id, a tab and its description, got '%s'", file, line));
            }
            descriptions.put(new OperatorID(bytes(fields[0])), fields[1]);
        }
        return new JobOperators(descriptions);
    }

    private static byte[] bytes(String hex) {
        return StringUtils.hexStringToByte(hex);
    }

    /** A line for each operator. */
    List<String> lines() {
        Map<String, String> sorted = new TreeMap<>();
        descriptions.forEach((id, description) -> sorted.put(description, id.toHexString() + SEPARATOR + description));
        return new ArrayList<>(sorted.values());
    }

    Set<OperatorID> ids() {
        return descriptions.keySet();
    }

    /** The operator's uid and name, or its id if the job has no such operator. */
    String describe(OperatorID id) {
        return descriptions.getOrDefault(id, "of id " + id.toHexString());
    }
}

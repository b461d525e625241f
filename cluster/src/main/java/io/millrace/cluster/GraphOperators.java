package io.millrace.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.graph.StreamingJobGraphGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The operators of a job's graph. Flink's REST API knows tasks only: which operators are chained to one, and their uids, is
 * known when the job is submitted.
 */
final class GraphOperators {
    /** A key of the cluster's configuration, with the file for the lines. */
    static final ConfigOption<String> FILE =
            ConfigOptions.key("millrace.operators.file").stringType().noDefaultValue();

    private static final String SEPARATOR = "\t";

    private final StreamGraph graph;
    private final Map<Integer, byte[]> hashes;

    GraphOperators(StreamGraph graph) {
        this.graph = graph;
        this.hashes = new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(graph);
    }

    /**
     * Writes a line for each operator, if the configuration names a file: its task's id, its own id, uid, and name. Those of one
     * task are in the order of the dataflow.
     */
    void write(Configuration configuration) {
        String file = configuration.get(FILE);
        if (file == null) {
            return;
        }
        List<StreamNode> nodes = new ArrayList<>(graph.getStreamNodes());
        nodes.sort(Comparator.comparing(node -> chain(node).size()));
        List<String> lines = new ArrayList<>();
        for (StreamNode node : nodes) {
            String uid = uid(node);
            lines.add(String.join(
                    SEPARATOR,
                    id(chain(node).getLast()).toHexString(),
                    id(node).toHexString(),
                    uid == null ? "" : oneLine(uid),
                    oneLine(node.getOperatorName())));
        }
        try {
            Files.write(Path.of(file), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** A node and those before it that are chained to it; the task has its id of the last of them. */
    private Deque<StreamNode> chain(StreamNode node) {
        Deque<StreamNode> chain = new ArrayDeque<>(List.of(node));
        List<StreamEdge> edges = node.getInEdges();
        while (edges.size() == 1 && isChained(edges.get(0))) {
            chain.addLast(graph.getStreamNode(edges.get(0).getSourceId()));
            edges = chain.getLast().getInEdges();
        }
        return chain;
    }

    private boolean isChained(StreamEdge edge) {
        return StreamingJobGraphGenerator.isChainable(edge, graph);
    }

    Iterable<StreamNode> nodes() {
        return graph.getStreamNodes();
    }

    OperatorID id(StreamNode node) {
        return new OperatorID(hashes.get(node.getId()));
    }

    static @Nullable String uid(StreamNode node) {
        return node.getTransformationUID();
    }
}

package io.millrace.cluster;

import io.millrace.cluster.inspect.OperatorUids;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/**
 * The environment of a job's main method. Settings of checkpoints and of the state backend that code makes have no effect, as
 * on the service: "the application will use the following values, even if they are set to other values using APIs or
 * application code". Parallelism that code sets counts. Connectors get the addresses of the services that run here.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CheckpointConfiguration.html">CheckpointConfiguration</a>
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/reference-flink-settings.title.html">Apache Flink settings</a>
 */
// close() of the super class may be interrupted
@SuppressWarnings("try")
final class ServiceEnvironment extends JobEnvironment {
    private final CodeSettings settings;

    private ServiceEnvironment(
            StreamExecutionEnvironment submitter, Configuration merged, ClassLoader classes, CodeSettings settings) {
        super(new GraphSubmitter(submitter), merged, classes, settings);
        this.settings = settings;
    }

    /** Makes {@link #getExecutionEnvironment} return such environments, which submit to the one that it returned before. */
    static void install() {
        StreamExecutionEnvironment submitter = getExecutionEnvironment();
        Configuration service = Configuration.fromMap(((Configuration) submitter.getConfiguration()).toMap());
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        initializeContextEnvironment(code -> {
            CodeSettings settings = new CodeSettings(service);
            Configuration merged = new Configuration(service);
            merged.addAll(code);
            settings.override(merged);
            return new ServiceEnvironment(submitter, merged, classes, settings);
        });
    }

    @Override
    public StreamExecutionEnvironment enableChangelogStateBackend(boolean enabled) {
        if (settings == null) {
            return super.enableChangelogStateBackend(enabled);
        }
        settings.noteStateBackend(enabled ? "changelog" : "no changelog");
        return this;
    }

    @Override
    public StreamGraph getStreamGraph(boolean clearTransformations) {
        override();
        return finished(super.getStreamGraph(clearTransformations));
    }

    @Override
    public StreamGraph generateStreamGraph(List<Transformation<?>> all) {
        override();
        return finished(super.generateStreamGraph(all));
    }

    private StreamGraph finished(StreamGraph graph) {
        new ConnectorEndpoints(System.getenv(), settings).connect(graph);
        settings.write();
        GraphOperators operators = new GraphOperators(graph);
        operators.write(settings.service());
        for (StreamNode node : operators.nodes()) {
            OperatorUids.add(operators.id(node).toHexString(), GraphOperators.uid(node), node.getOperatorName());
        }
        return graph;
    }

    private void override() {
        overrideObjects();
        settings.override(configuration);
        restoreSettings();
        settings.noteParallelism(getParallelism());
    }

    /** Hands finished graphs to another environment, which knows the cluster. */
    private static final class GraphSubmitter implements PipelineExecutorServiceLoader, PipelineExecutorFactory {
        private final StreamExecutionEnvironment submitter;

        private GraphSubmitter(StreamExecutionEnvironment submitter) {
            this.submitter = submitter;
        }

        @Override
        public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
            return this;
        }

        @Override
        public Stream<String> getExecutorNames() {
            return Stream.of(getName());
        }

        @Override
        public String getName() {
            return "service";
        }

        @Override
        public boolean isCompatibleWith(Configuration configuration) {
            return true;
        }

        @Override
        public PipelineExecutor getExecutor(Configuration configuration) {
            return (graph, given, classes) -> {
                submitter.configure(given, classes);
                return CompletableFuture.completedFuture(submitter.executeAsync((StreamGraph) graph));
            };
        }
    }
}

package io.millrace.local.replay;

import static java.util.stream.Collectors.joining;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.console.report.EdgeReport;
import io.millrace.console.report.EdgeReport.Direction;
import io.millrace.local.observe.StageObserver;
import io.millrace.local.process.StageException;
import io.millrace.local.server.KnownStream;
import io.millrace.local.stage.RunningStage;
import io.millrace.local.versions.Version;
import io.millrace.local.versions.Versions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the stream that a replay writes to. */
public final class ReplayTarget {
    private static final String OF_ITS_OWN =
            "to play records through a changed application again, start it in a stage of its own with 'millrace local up"
                    + " --state DIR --application NAME --jar FILE', and add --into-state DIR";

    private final RunningStage stage;
    private final RunningStage sourceStage;
    private final KnownStream source;

    /**
     * A target.
     *
     * @param stage has the stream that is written to
     * @param source the stream that is read
     */
    public ReplayTarget(RunningStage stage, RunningStage sourceStage, KnownStream source) {
        this.stage = stage;
        this.sourceStage = sourceStage;
        this.source = source;
    }

    /**
     * The stream of that name, or the stream that the application of that name reads in place of the source.
     *
     * @return its physical name
     * @throws StageException when there is no such stream, or when it is the source itself
     */
    public String stream(String into) {
        List<KnownStream> streams = stage.status().streams().stream()
                .filter(stream -> stream.isCalled(into))
                .toList();
        List<ApplicationPlan> applications =
                plans().filter(plan -> plan.isCalled(into)).toList();
        if (streams.size() + applications.size() != 1) {
            throw new StageException(
                    "--into must name one stream or application of stage %s, got '%s'; the streams are: %s; the applications are: %s"
                            .formatted(
                                    stage.name(),
                                    into,
                                    list(stage.status().streams().stream().map(KnownStream::name)),
                                    list(plans().map(ApplicationPlan::shortName))));
        }
        String found = applications.isEmpty() ? streams.get(0).name() : input(applications.get(0));
        if (found.equals(source.name()) && stage.directory().equals(sourceStage.directory())) {
            throw new StageException("--into must not lead to the stream that is read, got '%s', which is %s; %s"
                    .formatted(into, found, OF_ITS_OWN));
        }
        return found;
    }

    private static String list(Stream<String> names) {
        String list = names.collect(joining(", "));
        return list.isEmpty() ? "(none)" : list;
    }

    private Stream<ApplicationPlan> plans() {
        return stage.directory().versions().stream()
                .map(Versions::current)
                .flatMap(Optional::stream)
                .map(Version::plan);
    }

    /** The input that is called like the source, or else the only one. */
    private String input(ApplicationPlan application) {
        List<EdgeReport> edges = new StageObserver(stage.directory())
                .observe().edges().stream()
                        .filter(edge -> edge.application().equals(application.name()))
                        .toList();
        List<EdgeReport> inputs =
                edges.stream().filter(edge -> edge.direction() == Direction.IN).toList();
        // a jar without a contract does not say which of its streams it reads
        List<EdgeReport> candidates = inputs.isEmpty() ? edges : inputs;
        List<String> names = candidates.stream()
                .filter(edge ->
                        source.groups().contains(edge.group()) || stream(edge).isLike(source))
                .map(EdgeReport::stream)
                .distinct()
                .toList();
        List<String> all =
                candidates.stream().map(EdgeReport::stream).distinct().toList();
        if (names.size() == 1) {
            return names.get(0);
        }
        if (names.isEmpty() && all.size() == 1) {
            return all.get(0);
        }
        throw new StageException(
                "--into must name a stream, since application %s reads no stream like %s, got '%s'; it is bound to: %s"
                        .formatted(
                                application.shortName(),
                                source.name(),
                                application.shortName(),
                                String.join(", ", all)));
    }

    private KnownStream stream(EdgeReport edge) {
        return stage.status().streams().stream()
                .filter(stream -> stream.name().equals(edge.stream()))
                .findFirst()
                .orElseThrow();
    }
}

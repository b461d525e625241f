package io.millrace.local.observe;

import static java.util.Objects.requireNonNull;

import io.millrace.console.report.operator.OperatorReport;
import io.millrace.local.application.KnownOperator;
import io.millrace.local.flink.JobFigures.Vertex;
import java.util.List;
import java.util.Optional;

/** The figures of each operator of an application, from the metrics of the task that it is chained to. */
final class OperatorFigures {
    private final String application;
    private final List<KnownOperator> operators;
    private final Rates rates;
    private final long nowMillis;

    /** @param operators of the job; empty when the cluster has not written them */
    OperatorFigures(String application, List<KnownOperator> operators, Rates rates, long nowMillis) {
        this.application = requireNonNull(application, "application is null");
        this.operators = List.copyOf(operators);
        this.rates = requireNonNull(rates, "rates is null");
        this.nowMillis = nowMillis;
    }

    /** The operators of a task; only their names, as they are in metrics, when nothing else is known of them. */
    List<OperatorReport> of(Vertex vertex, VertexMetrics metrics) {
        List<KnownOperator> own = operators.stream()
                .filter(operator -> operator.task().equals(vertex.id()))
                .toList();
        return own.isEmpty()
                ? metrics.operators().stream()
                        .map(scope -> report(vertex, Optional.empty(), scope, metrics))
                        .toList()
                : own.stream()
                        .map(operator ->
                                report(vertex, Optional.of(operator), MetricName.operator(operator.name()), metrics))
                        .toList();
    }

    private OperatorReport report(Vertex vertex, Optional<KnownOperator> known, String scope, VertexMetrics metrics) {
        Optional<Long> in = metrics.total(scope, "numRecordsIn");
        Optional<Long> out = metrics.total(scope, MetricName.isWriter(scope) ? "numRecordsSend" : "numRecordsOut");
        String key = "%s/%s/%s/".formatted(application, vertex.id(), scope);
        return new OperatorReport(
                known.map(KnownOperator::id),
                known.flatMap(KnownOperator::uid),
                known.map(KnownOperator::name).orElse(scope),
                in,
                out,
                in.flatMap(total -> rates.rate(key + "in", nowMillis, total)),
                out.flatMap(total -> rates.rate(key + "out", nowMillis, total)),
                known.flatMap(KnownOperator::stateBytes),
                metrics.watermarkOf(scope));
    }
}

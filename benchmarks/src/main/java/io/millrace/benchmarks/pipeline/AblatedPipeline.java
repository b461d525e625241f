package io.millrace.benchmarks.pipeline;

import io.millrace.benchmarks.ablation.Ablation;
import java.util.Map;

/** A job without one of its measures. */
final class AblatedPipeline implements Pipeline {
    private final Pipeline whole;
    private final Ablation ablation;

    AblatedPipeline(Pipeline whole, Ablation ablation) {
        this.whole = whole;
        this.ablation = ablation;
    }

    @Override
    public Map<String, String> options() {
        return ablation.options();
    }

    @Override
    public void build(Ports ports) {
        whole.build(ports);
        ablation.applyTo(ports.environment());
    }
}

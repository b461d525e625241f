package io.millrace.benchmarks.pipeline;

import io.millrace.benchmarks.ablation.Ablation;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is measured. */
public enum Implementation {
    /** This project's job up to event time: the cost of reading the records, which is the lower limit. */
    PARSE,
    /** This project's job. */
    JOB,
    /** A rival as the Flink documentation teaches it. */
    TEXTBOOK,
    /** A rival as a Flink expert writes and configures it, with public means only. */
    TUNED,
    /** A rival in Flink SQL, with mini-batches and two-phase aggregation. */
    SQL,
    /** This project's job without one of its measures. */
    WITHOUT_PARSER(Ablation.PARSER),
    WITHOUT_SERIALIZERS(Ablation.SERIALIZERS),
    WITHOUT_PRE_AGGREGATION(Ablation.PRE_AGGREGATION),
    WITHOUT_ACCOUNT_CACHE(Ablation.ACCOUNT_CACHE),
    WITHOUT_OBJECT_REUSE(Ablation.OBJECT_REUSE);

    private final @Nullable Ablation ablation;

    Implementation() {
        this.ablation = null;
    }

    Implementation(Ablation ablation) {
        this.ablation = ablation;
    }

    /** What the job is without, or empty if it is the whole job or none of this project. */
    public Optional<Ablation> ablation() {
        return Optional.ofNullable(ablation);
    }

    /** Its name on the command line and in results. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.millrace.benchmarks.pipeline;

import io.millrace.benchmarks.ablation.Ablation;
import io.millrace.benchmarks.load.Feed;
import io.millrace.job.api.Job;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A job, its rivals, which do the same, and the input of all. */
public interface Benchmark {
    Job job();

    /** The job's settings that differ from the defaults. */
    Map<String, String> settings();

    /** The other implementations of the same. */
    Map<Implementation, Pipeline> rivals();

    /**
     * The records of the inputs.
     *
     * @param keys the number of keys; with {@link Traffic#ONE_HOT_KEY} one of them is hot
     */
    Map<String, Feed> feeds(int keys, Traffic traffic);

    /** The settings on a stage, where event time goes as the clock does, however many events there are. */
    default Map<String, String> stageSettings() {
        return settings();
    }

    /**
     * The records of the inputs on a stage: with results from the first trial of a load on, whatever the number of keys.
     *
     * @param keys the number of keys
     */
    default Map<String, Feed> stageFeeds(int keys) {
        return feeds(keys, Traffic.USUAL);
    }

    /** The outputs that must be the same for all implementations. */
    List<Comparison> comparisons();

    /** The number of events to compare the implementations with. */
    default long comparedEvents() {
        return 90_000;
    }

    /** The kinds of traffic that apply to this job. */
    default Set<Traffic> traffics() {
        return EnumSet.allOf(Traffic.class);
    }

    /** The measures of the job that can be taken out, one by one. */
    Set<Ablation> ablations();

    /** The implementations that there are. */
    default Set<Implementation> implementations() {
        Set<Implementation> all = EnumSet.of(Implementation.PARSE, Implementation.JOB);
        all.addAll(rivals().keySet());
        for (Implementation implementation : Implementation.values()) {
            if (implementation.ablation().filter(ablations()::contains).isPresent()) {
                all.add(implementation);
            }
        }
        return all;
    }

    /**
     * The pipeline of an implementation.
     *
     * @throws IllegalArgumentException if it is none of {@link #implementations()}
     */
    default Pipeline pipeline(Implementation implementation) {
        if (!implementations().contains(implementation)) {
            throw new IllegalArgumentException(
                    "implementation must be one of " + implementations() + ", got " + implementation);
        }
        Pipeline own = new JobPipeline(job(), settings());
        if (implementation == Implementation.JOB) {
            return own;
        }
        if (implementation == Implementation.PARSE) {
            return new ParsePipeline(own);
        }
        return implementation
                .ablation()
                .<Pipeline>map(ablation -> new AblatedPipeline(own, ablation))
                .orElseGet(() -> rivals().get(implementation));
    }
}

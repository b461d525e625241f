package io.millrace.benchmarks.pipeline;

import io.millrace.benchmarks.load.Feed;
import io.millrace.job.api.Job;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A job, a textbook implementation of it, and the input of both. */
public interface Benchmark {
    Job job();

    /** The job's settings that differ from the defaults. */
    Map<String, String> settings();

    /** The job as the Flink documentation would have it written. */
    Pipeline textbook();

    /**
     * The records of the inputs.
     *
     * @param keys the number of keys; with {@link Traffic#ONE_HOT_KEY} one of them is hot
     */
    Map<String, Feed> feeds(int keys, Traffic traffic);

    /** The outputs that must be the same for both implementations. */
    List<Comparison> comparisons();

    /** The number of events to compare the implementations with. */
    default long comparedEvents() {
        return 300_000;
    }

    /** The kinds of traffic that apply to this job. */
    default Set<Traffic> traffics() {
        return EnumSet.allOf(Traffic.class);
    }

    /** The pipeline of an implementation. */
    default Pipeline pipeline(Implementation implementation) {
        JobPipeline own = new JobPipeline(job(), settings());
        return switch (implementation) {
            case MILLRACE -> own;
            case PARSE -> new ParsePipeline(own);
            case TEXTBOOK -> textbook();
        };
    }
}

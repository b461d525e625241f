package io.millrace.benchmarks.pipeline;

import io.millrace.benchmarks.load.Feed;
import io.millrace.job.Job;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One job, a textbook implementation of it, and what both are fed. */
public interface Benchmark {
    Job job();

    /** The job's settings where they are not the defaults. */
    Map<String, String> settings();

    /** The job as a competent engineer would write it after the Flink documentation. */
    Pipeline textbook();

    /**
     * What the inputs hold.
     *
     * @param keys how many different keys there are; with {@link Traffic#ONE_HOT_KEY} one of them is hot
     */
    Map<String, Feed> feeds(int keys, Traffic traffic);

    /** What both implementations say alike. */
    List<Comparison> comparisons();

    /** How many events it takes to see whether both say the same. */
    default long comparedEvents() {
        return 300_000;
    }

    /** What it makes sense to measure of this job. */
    default Set<Traffic> traffics() {
        return EnumSet.allOf(Traffic.class);
    }

    /** Builds the contender's implementation. */
    default Pipeline pipeline(Implementation contender) {
        JobPipeline own = new JobPipeline(job(), settings());
        return switch (contender) {
            case MILLRACE -> own;
            case PARSE -> new ParsePipeline(own);
            case TEXTBOOK -> textbook();
        };
    }
}

package io.millrace.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Where the job spends its time: samples of the threads that run Java code, by the method on top of the stack.
 *
 * @param samples the number of all samples
 * @param methods those with most samples, in descending order
 */
public record HotMethods(
        String run, String job, String backend, int keys, double seconds, long samples, List<HotMethod> methods)
        implements Measured {
    public HotMethods {
        methods = List.copyOf(methods);
    }

    /** A method, and how many samples it was on top of. */
    public record HotMethod(String method, long samples) {}

    /** What identifies a case. */
    public record Id(String job, String backend, int keys) {}

    @Override
    @JsonIgnore
    public Id id() {
        return new Id(job, backend, keys);
    }
}

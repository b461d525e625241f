package io.millrace.benchmarks.pipeline;

import io.millrace.contract.Contract;
import io.millrace.contract.flink.BoundJob;
import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import java.util.HashMap;
import java.util.Map;

/**
 * A job of this project as it is deployed, except for its connectors and the settings of its benchmark. Of those,
 * {@code events.read-skew} is 0 in every benchmark: it delays watermarks while shards have had no event, which no rival
 * does.
 */
final class JobPipeline implements Pipeline {
    private final Job job;
    private final Map<String, String> settings;

    JobPipeline(Job job, Map<String, String> settings) {
        this.job = job;
        this.settings = settings;
    }

    @Override
    public void build(Ports ports) {
        Map<String, Map<String, String>> groups = new HashMap<>();
        groups.put(Contract.JOB_GROUP, settings);
        job.contract().inputs().forEach(input -> groups.put(input, Map.of()));
        job.contract().outputs().forEach(output -> groups.put(output, Map.of()));
        MemoryConnector connector = new MemoryConnector(ports);
        job.build(new JobContext(ports.environment(), new BoundJob(groups), settings -> connector));
    }
}

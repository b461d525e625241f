package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** The same job with other settings. */
record WithSettings(JobBinding binding, Map<String, String> settings) implements JobBinding {
    @Override
    public String job() {
        return binding.job();
    }

    @Override
    public Map<String, Integer> inputs() {
        return binding.inputs();
    }

    @Override
    public Set<String> outputs() {
        return binding.outputs();
    }

    @Override
    public String id(String output, JsonNode record) {
        return binding.id(output, record);
    }
}

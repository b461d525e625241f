package io.millrace.job.api;

import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import java.util.List;
import java.util.Map;

/** A job of this jar: what it declares, and how it is built once its inputs and outputs are bound to streams. */
public interface Job {
    /** Value of the key {@code name} in the {@code Job} property group. */
    String name();

    /** One sentence on what the job does. */
    String description();

    /** The name of each input, and what its stream must contain. */
    Map<String, String> inputs();

    /** The name of each output, and what its stream will contain. */
    Map<String, String> outputs();

    /** Settings of the {@code Job} property group, besides its name. */
    List<Setting<?>> settings();

    /**
     * Checks the settings beyond their types and ranges, which the contract's check covers.
     *
     * @param settings the values that have the right type
     * @return a sentence for each violation, beginning with the setting's key
     */
    default List<String> violations(Settings settings) {
        return List.of();
    }

    /** Connects sources, topology and sinks. */
    void build(JobContext context);
}

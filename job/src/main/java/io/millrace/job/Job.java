package io.millrace.job;

import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import java.util.List;
import java.util.Map;

/** A job of this jar: what it declares, and how it is built once everything declared is bound. */
public interface Job {
    /** Value of the key {@code name} in the {@code Job} property group. */
    String name();

    /** One sentence on what the job does. */
    String description();

    /** Inputs: name to what its stream must hold. */
    Map<String, String> inputs();

    /** Outputs: name to what its stream will hold. */
    Map<String, String> outputs();

    /** Settings of the {@code Job} property group, besides its name. */
    List<Setting<?>> settings();

    /**
     * What is wrong with the settings beyond their types and ranges, which the contract's check sees to.
     *
     * @param settings without values of a wrong type
     * @return a sentence for each mistake, beginning with the setting's key
     */
    default List<String> mistakes(Settings settings) {
        return List.of();
    }

    /** Connects sources, topology and sinks. */
    void build(JobContext context);
}

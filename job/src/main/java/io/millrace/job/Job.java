package io.millrace.job;

import io.millrace.job.settings.Setting;
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

    /** Connects sources, topology and sinks. */
    void build(JobContext context);
}

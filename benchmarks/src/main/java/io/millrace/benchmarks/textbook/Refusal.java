package io.millrace.benchmarks.textbook;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** A rejected record, and why. A Flink POJO. */
public final class Refusal {
    /** The side output of rejected records. */
    public static final OutputTag<Refusal> TAG = new OutputTag<>("refused", TypeInformation.of(Refusal.class));

    public String reason = "";
    public String event = "";

    /** For Flink's serializer. */
    public Refusal() {}

    public Refusal(String reason, String event) {
        this.reason = reason;
        this.event = event;
    }
}

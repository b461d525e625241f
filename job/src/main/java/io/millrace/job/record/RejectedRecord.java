package io.millrace.job.record;

import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** A record that cannot be processed: why, and the record itself. A Flink POJO, never assigned after construction. */
public final class RejectedRecord {
    /** The side output that every operator rejects to. */
    public static final OutputTag<RejectedRecord> TAG =
            new OutputTag<>("rejected", TypeInformation.of(RejectedRecord.class));

    public Rejection rejection = Rejection.NOT_JSON;
    public String reason = "";
    public SourceRecord source = new SourceRecord();

    /** For Flink's serializer. */
    public RejectedRecord() {}

    public RejectedRecord(Rejection rejection, String reason, SourceRecord source) {
        this.rejection = rejection;
        this.reason = reason;
        this.source = source;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof RejectedRecord)) {
            return false;
        }
        RejectedRecord that = (RejectedRecord) other;
        return rejection == that.rejection && reason.equals(that.reason) && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rejection, reason, source);
    }

    @Override
    public String toString() {
        return rejection + " (" + reason + ") " + source;
    }
}

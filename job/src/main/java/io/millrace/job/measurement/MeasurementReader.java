package io.millrace.job.measurement;

import io.millrace.job.json.JsonFields;
import io.millrace.job.json.JsonRecord;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventTimes;
import java.io.Serializable;
import java.util.List;

/**
 * Reads measurements from JSON records of any shape, by the paths of {@link MeasurementSettings}.
 *
 * <p>A key is a string, or a number or boolean as written. A measurement without a time has that of its arrival.
 */
public final class MeasurementReader implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int KEY = 0;
    private static final int TIME = 1;
    private static final int VALUE = 2;

    private final JsonFields fields;
    private final boolean valued;
    private final int scale;
    private final long maxAheadMillis;

    /** @param valued whether values are read; if not, records need none */
    public MeasurementReader(MeasurementSettings settings, boolean valued) {
        this.fields = JsonFields.of(
                valued
                        ? List.of(settings.keyPath(), settings.timePath(), settings.valuePath())
                        : List.of(settings.keyPath(), settings.timePath()));
        this.valued = valued;
        this.scale = settings.scale();
        this.maxAheadMillis = settings.maxAhead().toMillis();
    }

    /**
     * Reads one record.
     *
     * @throws RejectedException when it is no measurement
     */
    public Measurement read(SourceRecord record) throws RejectedException {
        JsonRecord json = fields.read(record.data);
        String key = json.key(KEY);
        long value = valued ? json.decimal(VALUE, scale) : 0;
        long time = json.has(TIME) ? json.time(TIME) : EventTimes.withoutTimestamp(record);
        return new Measurement(key, value, EventTimes.notAhead(time, record, maxAheadMillis));
    }
}

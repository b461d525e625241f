package io.millrace.job.outliers;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.job.connector.JsonRecordSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An outlier as JSON, partitioned by its key. The value is exact. Mean and deviation are rounded to the decimal places of
 * the values, the score to {@value #SCORE_PLACES}.
 */
final class OutlierSerializer extends JsonRecordSerializer<Outlier> {
    private static final long serialVersionUID = 1L;
    private static final int SCORE_PLACES = 3;

    private final int scale;

    /** @param scale decimal places of the values */
    OutlierSerializer(int scale) {
        this.scale = scale;
    }

    @Override
    public String partitionKey(Outlier outlier) {
        return outlier.key;
    }

    @Override
    protected void write(Outlier outlier, JsonGenerator json) throws IOException {
        BigDecimal value = BigDecimal.valueOf(outlier.value, scale);
        // unique: duplicates with the same key, time and value have been dropped
        json.writeStringField("outlierId", outlier.key + "-" + outlier.time + "-" + plain(value));
        json.writeStringField("key", outlier.key);
        json.writeNumberField("time", outlier.time);
        writeNumber(json, "value", value);
        writeNumber(json, "mean", scaled(outlier.mean));
        writeNumber(json, "deviation", scaled(outlier.deviation));
        writeNumber(json, "score", rounded(new BigDecimal(outlier.score), SCORE_PLACES));
    }

    private BigDecimal scaled(double units) {
        return rounded(new BigDecimal(units).movePointLeft(scale), scale);
    }

    private static BigDecimal rounded(BigDecimal number, int places) {
        return number.setScale(places, RoundingMode.HALF_EVEN);
    }
}

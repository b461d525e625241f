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
        String value = text(BigDecimal.valueOf(outlier.value, scale));
        // unique: duplicates with the same key, time and value have been dropped
        json.writeStringField("outlierId", outlier.key + "-" + outlier.time + "-" + value);
        json.writeStringField("key", outlier.key);
        json.writeNumberField("time", outlier.time);
        number(json, "value", value);
        number(json, "mean", text(scaled(outlier.mean)));
        number(json, "deviation", text(scaled(outlier.deviation)));
        number(json, "score", text(rounded(new BigDecimal(outlier.score), SCORE_PLACES)));
    }

    private BigDecimal scaled(double units) {
        return rounded(new BigDecimal(units).movePointLeft(scale), scale);
    }

    private static BigDecimal rounded(BigDecimal number, int places) {
        return number.setScale(places, RoundingMode.HALF_EVEN);
    }

    private static void number(JsonGenerator json, String field, String text) throws IOException {
        json.writeFieldName(field);
        json.writeNumber(text);
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}

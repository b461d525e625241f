package io.millrace.job.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.flink.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutlierSettingsTest {
    @Test
    void defaultsAreValid() {
        assertThat(OutlierSettings.violations(new Settings(Map.of()))).isEmpty();
    }

    @Test
    void everyViolationIsReported() {
        assertThat(OutlierSettings.violations(
                        new Settings(Map.of("value.path", "value", "smoothing.factor", "1.0", "deviation.min", "0"))))
                .satisfiesExactly(
                        path -> assertThat(path).startsWith("value.path: a JSONPath must start with $"),
                        factor -> assertThat(factor).isEqualTo("smoothing.factor must be above 0 and below 1, got 1.0"),
                        least -> assertThat(least).isEqualTo("deviation.min must be above 0, got 0.0"));
    }

    /** Values are in units of their last place, and so is the minimum deviation. */
    @Test
    void minDeviationIsInTheUnitOfTheValues() {
        OutlierSettings settings =
                OutlierSettings.of(new Settings(Map.of("deviation.min", "0.25", "value.scale", "3")));

        assertThat(settings.rule().deviation(new Usual())).isEqualTo(250);
    }
}

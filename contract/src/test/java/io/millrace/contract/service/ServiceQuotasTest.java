package io.millrace.contract.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServiceQuotasTest {
    @Test
    void eachQuotaIsAtLeastOne() {
        ServiceQuotas least = ServiceQuotas.builder().kpus(1).parallelism(1).build();

        assertThat(least.kpus()).isEqualTo(1);
        assertThat(least.parallelism()).isEqualTo(1);
        assertThatThrownBy(() -> ServiceQuotas.builder().kpus(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quotas must be at least 1, got 0 KPUs and a parallelism of 256");
        assertThatThrownBy(() -> ServiceQuotas.builder().parallelism(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quotas must be at least 1, got 64 KPUs and a parallelism of 0");
    }

    @Test
    void quotasAreEqualByBothNumbers() {
        ServiceQuotas same = ServiceQuotas.builder().kpus(64).parallelism(256).build();

        assertThat(ServiceQuotas.DEFAULT)
                .isEqualTo(same)
                .hasSameHashCodeAs(same)
                .isNotEqualTo(ServiceQuotas.builder().kpus(65).build())
                .isNotEqualTo(ServiceQuotas.builder().parallelism(257).build())
                .isNotEqualTo("64 KPUs");
        assertThat(ServiceQuotas.DEFAULT.hashCode()).isNotZero();
    }
}

package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchTest {
    @ParameterizedTest
    @ValueSource(strings = {"main", "feature/login-page", "Feature/Login", "1234-fix", "x", "-_-", "ветка", "日本"})
    void aShortNameFitsIntoNamesOfStacks(String name) {
        assertThat(new Branch(name).shortName())
                .matches("[a-z0-9]{1,5}-[a-z0-9]{6}")
                .hasSizeLessThanOrEqualTo(12);
    }

    /** Another short name is another environment: the former one would be left to the night. */
    @Test
    void aShortNameStaysTheSame() {
        assertThat(new Branch("feature/login-page").shortName()).isEqualTo("featu-o9k9qu");
    }

    @Test
    void branchesThatLookTheSameHaveShortNamesOfTheirOwn() {
        Set<String> names = new HashSet<>();
        names.add(new Branch("feature/login-page").shortName());
        names.add(new Branch("feature-login-page").shortName());
        names.add(new Branch("feature/login-Page").shortName());
        for (int number = 0; number < 1000; number++) {
            names.add(new Branch("feature/" + number).shortName());
        }

        assertThat(names).hasSize(1003);
    }

    @Test
    void aBranchHasAName() {
        assertThatThrownBy(() -> new Branch(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a branch must have a name, got ' '");
    }
}

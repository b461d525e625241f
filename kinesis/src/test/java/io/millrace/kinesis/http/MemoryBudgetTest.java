package io.millrace.kinesis.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kinesis.http.MemoryBudget.Reservation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(100);
    private final List<Reservation> granted = new ArrayList<>();

    @Test
    void whatDoesNotFitWaitsForItsTurn() {
        budget.reserve(60, granted::add);
        budget.reserve(60, granted::add);
        budget.reserve(10, granted::add); // would fit, but waits behind the other

        assertThat(granted).hasSize(1);
        granted.get(0).close();
        assertThat(granted).hasSize(3);
    }

    @Test
    void moreThanThereIsTakesAll() {
        budget.reserve(1000, granted::add);
        budget.reserve(1, granted::add);

        assertThat(granted).hasSize(1);
        granted.get(0).close();
        granted.get(0).close(); // again, without an effect
        assertThat(granted).hasSize(2);
    }

    @Test
    void whatIsNoLongerNeededIsGivenBack() {
        Reservation first = budget.await(100);
        budget.reserve(70, granted::add);

        first.shrinkTo(40);
        assertThat(granted).isEmpty();
        first.shrinkTo(30);
        assertThat(granted).hasSize(1);
        first.shrinkTo(100); // never takes more
        budget.reserve(1, granted::add);
        assertThat(granted).hasSize(1);
    }
}

package io.millrace.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CheckedStageTest {
    @Test
    void noRecordsArePutIntoProdUnlessRequested() {
        assertThat(stage("dev", false).isWritable()).isTrue();
        assertThat(stage("prod", false).isWritable()).isFalse();
        assertThat(stage("prod", true).isWritable()).isTrue();
    }

    @Test
    void onlyReviewHasNoAlarms() {
        assertThat(stage("dev", false).hasAlarms()).isTrue();
        assertThat(stage("prod", false).hasAlarms()).isTrue();
        assertThat(stage("review", false).hasAlarms()).isFalse();
    }

    private static CheckedStage stage(String name, boolean write) {
        return new CheckedStage(name, Path.of("cdk.out"), write);
    }
}

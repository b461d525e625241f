package io.millrace.integration.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void nothingIsPutIntoProdUnlessThatIsAskedFor() {
        assertThat(target("aws", "dev", false).writable()).isTrue();
        assertThat(target("aws", "prod", false).writable()).isFalse();
        assertThat(target("aws", "prod", true).writable()).isTrue();
    }

    @Test
    void anotherTargetIsRefused() {
        assertThatThrownBy(() -> target("azure", "dev", false).stage())
                .hasMessage("millrace.target must be 'local' or 'aws', got 'azure'");
    }

    private static Target target(String kind, String stage, boolean write) {
        return new Target(kind, stage, Path.of("cdk.out"), write);
    }
}

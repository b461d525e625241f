package com.example.byhand;

import com.example.archive.infra.ArchiveStack;
import com.example.imported.BillingStack;
import com.example.totals.infra.TotalsStack;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** The constructs make what one would write by hand. */
class ByHandTest {
    private static final StackProps PROPS = StackProps.builder()
            .env(Environment.builder().account("111122223333").region("eu-west-1").build())
            .build();

    private final App app = new App();

    @Test
    void billing() {
        SameTemplate.assertSame(
                new BillingByHand(app, "billing-by-hand", PROPS), new BillingStack(app, "billing", PROPS));
    }

    @Test
    void totals() {
        String jar = "../flink-2-fan-out/job/target/job.jar";

        SameTemplate.assertSame(
                new TotalsByHand(app, "totals-by-hand", PROPS, jar), new TotalsStack(app, "totals", PROPS, Path.of(jar)));
    }

    @Test
    void archive() {
        String jar = "../s3-sink/job/target/job.jar";

        SameTemplate.assertSame(
                new ArchiveByHand(app, "archive-by-hand", PROPS, jar),
                new ArchiveStack(app, "archive", PROPS, Path.of(jar)));
    }
}

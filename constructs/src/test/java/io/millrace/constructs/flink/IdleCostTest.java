package io.millrace.constructs.flink;

import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

class IdleCostTest {
    @Test
    void anApplicationSaysWhatItCostsWhileIdle(@TempDir Path folder) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        specimen.define(specimen.application()
                .capacity(Capacity.builder(5)
                        .parallelismPerKpu(2)
                        .scaling(Capacity.Scaling.AUTOMATIC)
                        .build()));

        // 4 KPUs for 730 hours at 0.11, and 150 GB at 0.10
        Annotations.fromStack(specimen.stack)
                .hasInfo(
                        "/Stack/App",
                        Match.stringLikeRegexp(
                                "^4 KPUs, one of them for orchestration, cost 336\\.20 USD a month while idle,"
                                        + " before it scales out, at the prices of 20[0-9-]{8} in us-east-1; 'millrace cost' prints"
                                        + " the whole stage$"));
    }
}

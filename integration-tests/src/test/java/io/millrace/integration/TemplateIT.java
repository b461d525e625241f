package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CloudFormation template that no CDK app synthesised, with the jar of its application. */
class TemplateIT {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));
    private static final Path TEMPLATE =
            HOME.resolve("assembly/src/test/resources/io/millrace/assembly/cloudformation/lottery.yml");

    private static final String EVENTS = """
            {"type":"UserBuyCouponEvent","userId":1,"purchasedCoupons":100}
            {"type":"UserClickEvent","userId":1,"lotteryId":1,"timestamp":1000}
            {"type":"UserClickEvent","userId":1,"lotteryId":1,"timestamp":500000}
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void startStage() throws Exception {
        MillraceCommand up = local(
                "up",
                "--detach",
                "--template",
                TEMPLATE.toString(),
                "--code",
                "Lottery=" + Path.of(System.getProperty("millrace.home")).resolve("job/target/millrace-job.jar"));
        assertThat(up.exitCode()).as(up.toString()).isZero();
    }

    @AfterEach
    void stopStage() throws Exception {
        local("down");
    }

    @Test
    void itsApplicationReadsAndWritesItsStreams() throws Exception {
        put("lottery-events", "lotteryId", "{\"type\":\"LotteryStartEvent\",\"lotteryId\":1,\"timestamp\":0}");
        put("user-events", "userId", EVENTS);

        MillraceCommand draws = local("tail", "draws", "--from-start", "--max", "1", "--timeout", "5m");

        assertThat(draws.exitCode()).as(draws.toString()).isZero();
        assertThat(draws.said()).last().asString().contains("\"lotteryId\":1").contains("\"winner");
    }

    private void put(String stream, String key, String lines) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve(stream + ".json"), lines);
        MillraceCommand put = local("put", stream, file.toString(), "--key-field", key);
        assertThat(put.exitCode()).as(put.toString()).isZero();
    }

    private MillraceCommand local(String... arguments) throws IOException, InterruptedException {
        String[] all = new String[arguments.length + 3];
        all[0] = "local";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--state";
        all[all.length - 1] = directory.resolve("state").toString();
        return MillraceCommand.run(all);
    }
}

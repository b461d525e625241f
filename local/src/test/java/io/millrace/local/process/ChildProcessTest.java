package io.millrace.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    private Path directory;

    @Test
    void aChildServesAtTheAddressItSaysAndEndsWithItsInput() {
        ChildProcess child = start("serve");

        assertThat(child.awaitReady()).isEqualTo("http://127.0.0.1:1234");
        assertThat(child.isAlive()).isTrue();
        child.stop(Duration.ofMinutes(5));
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aChildSeesNothingOfAwsButWhatItIsGiven() throws IOException {
        ChildProcess child = start("serve");
        child.awaitReady();
        child.stop(Duration.ofMinutes(5));

        assertThat(Files.readAllLines(directory.resolve("log"))).contains("AWS variables: [AWS_REGION]");
    }

    @Test
    void aChildThatEndsTooEarlyIsQuoted() {
        assertThatThrownBy(() -> start("fail").awaitReady())
                .isInstanceOf(StageException.class)
                .hasMessage("specimen did not start: there is no port");
    }

    @Test
    void ofWhatAChildPrintsTheEndIsKept() throws IOException {
        ChildProcess child = start("flood");

        assertThat(child.awaitReady()).isEqualTo("http://127.0.0.1:1234");

        child.stop(Duration.ofMinutes(5));
        Path log = directory.resolve("log");
        Path former = directory.resolve("log.1");
        assertThat(Files.size(log)).isLessThanOrEqualTo(BoundedLog.MAX_BYTES);
        assertThat(Files.size(former)).isBetween(BoundedLog.MAX_BYTES - 8192L, (long) BoundedLog.MAX_BYTES);
        await().atMost(Duration.ofMinutes(5))
                .untilAsserted(() -> assertThat(Files.readAllLines(log)).endsWith("ended in good order"));

        ChildProcess next = start("serve");
        next.awaitReady();
        assertThat(former).as("of the process before").doesNotExist();
        next.stop(Duration.ofMinutes(5));
    }

    @Test
    void aLineIsHeardUpToABound() throws IOException {
        List<String> heard = new ArrayList<>();
        String text = "x".repeat(ProcessOutput.MAX_LINE + 1) + "\nnext\r\n\nlast";

        try (BoundedLog log = new BoundedLog(directory.resolve("log"))) {
            new ProcessOutput(heard::add).read(new ByteArrayInputStream(text.getBytes(UTF_8)), log);
        }

        assertThat(heard).containsExactly("x".repeat(ProcessOutput.MAX_LINE), "next", "", "last");
        assertThat(directory.resolve("log")).hasContent(text);
    }

    @Test
    void ctrlCDoesNotReachAChild() throws Exception {
        ChildProcess child = start("serve");
        child.awaitReady();
        long pid = child.identity().pid();

        new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor(1, TimeUnit.MINUTES);
        new ProcessBuilder("kill", "-HUP", Long.toString(pid)).start().waitFor(1, TimeUnit.MINUTES);

        child.stop(Duration.ofMinutes(5));
        assertThat(Files.readAllLines(directory.resolve("log"))).endsWith("ended in good order");
    }

    @Test
    void anIdentityIsTheSameForEveryProcessThatLooksAndNoOtherProcessHasIt() throws IOException {
        ChildProcess child = start("identify");
        child.awaitReady();
        ProcessIdentity identity = child.identity();
        ProcessIdentity own = ProcessIdentity.ofThisProcess();

        assertThat(identity.find()).isPresent();
        assertThat(Files.readAllLines(directory.resolve("log"))).contains("started: " + identity.start());
        assertThat(identity.start()).isNotEmpty().isNotEqualTo(own.start());
        assertThat(new ProcessIdentity(identity.pid(), own.start()).find())
                .as("another process that had the id before")
                .isEmpty();

        child.kill();

        await().atMost(Duration.ofMinutes(5)).until(() -> identity.find().isEmpty());
        assertThat(identity.awaitEnd(Duration.ZERO)).isTrue();
    }

    private ChildProcess start(String what) {
        JavaCommand command = new JavaCommand(
                List.of(), System.getProperty("java.class.path"), SpecimenServer.class.getName(), List.of(what));
        return ChildProcess.start(
                "specimen", command, ClassArchives.none(), Map.of("AWS_REGION", "eu-west-1"), directory.resolve("log"));
    }
}

package io.millrace.kinesis.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kinesis.TestClock;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardLogTest {
    private static final Instant NOON = TestClock.NOON;
    private static final long START = SequenceNumber.tickAt(NOON);
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    @TempDir
    private Path directory;

    @Test
    void whatWasAppendedIsThereAfterReopening() throws IOException {
        List<Long> ticks;
        try (ShardLog log = open()) {
            ticks = log.append(List.of(entry("k1", "one"), entry("ключ", "")), NOON);
        }

        try (ShardLog log = open()) {
            List<StoredRecord> records = log.read(0, NO_LIMIT, NO_LIMIT).records();

            assertThat(records)
                    .containsExactly(
                            new StoredRecord(ticks.get(0), "k1", bytes("one")),
                            new StoredRecord(ticks.get(1), "ключ", bytes("")));
            assertThat(log.lastTick()).isEqualTo(ticks.get(1));
        }
    }

    @Test
    void aLogCutAnywhereKeepsItsWholeRecordsAndGoesOn() throws IOException {
        Path whole = directory.resolve("whole.log");
        List<Long> ends = new ArrayList<>(List.of(0L));
        try (ShardLog log = ShardLog.open(whole, START)) {
            for (int i = 0; i < 3; i++) {
                log.append(List.of(entry("key", "record " + i)), NOON);
                ends.add(Files.size(whole));
            }
        }
        byte[] content = Files.readAllBytes(whole);

        for (int length = 0; length <= content.length; length++) {
            Path cut = directory.resolve("cut" + length + ".log");
            Files.write(cut, Arrays.copyOf(content, length));
            int survivors = survivors(ends, length);

            try (ShardLog log = ShardLog.open(cut, START)) {
                assertThat(texts(log)).isEqualTo(recordTexts(survivors));
                assertThat(Files.size(cut)).isEqualTo(ends.get(survivors));
                log.append(List.of(entry("key", "next")), NOON);
            }
            try (ShardLog log = ShardLog.open(cut, START)) {
                List<String> expected = new ArrayList<>(recordTexts(survivors));
                expected.add("next");
                assertThat(texts(log)).isEqualTo(expected);
            }
        }
    }

    @Test
    void fromADamagedRecordOnTheLogIsSetAside() throws IOException {
        Path file = directory.resolve("shard.log");
        long firstEnd;
        try (ShardLog log = open()) {
            log.append(List.of(entry("key", "one")), NOON);
            firstEnd = Files.size(file);
            log.append(List.of(entry("key", "two"), entry("key", "three")), NOON);
        }
        byte[] content = Files.readAllBytes(file);
        content[(int) firstEnd + Frames.HEADER_BYTES + 12] ^= 1;
        Files.write(file, content);

        try (ShardLog log = open()) {
            assertThat(texts(log)).containsExactly("one");
        }
        assertThat(Files.readAllBytes(directory.resolve("shard.log.damaged-1")))
                .isEqualTo(Arrays.copyOfRange(content, (int) firstEnd, content.length));
    }

    @Test
    void aLengthThatNoRecordHasIsDamage() throws IOException {
        Path file = directory.resolve("shard.log");
        Files.write(file, ByteBuffer.allocate(100).putInt(Integer.MAX_VALUE).array());

        try (ShardLog log = open()) {
            assertThat(texts(log)).isEmpty();
        }
        assertThat(file).isEmptyFile();
        assertThat(directory.resolve("shard.log.damaged-1")).hasSize(100);
    }

    @Test
    void zeroesAtTheEndAreSetAsideAndTheRecordsBeforeThemAreServed() throws IOException {
        Path file = directory.resolve("shard.log");
        try (ShardLog log = open()) {
            log.append(List.of(entry("k", "one"), entry("k", "two")), NOON);
        }
        for (int damage = 1; damage <= 2; damage++) {
            Files.write(file, new byte[64], StandardOpenOption.APPEND);
            try (ShardLog log = open()) {
                assertThat(texts(log)).hasSize(1 + damage);
                log.append(List.of(entry("k", "next")), NOON);
            }
            assertThat(directory.resolve("shard.log.damaged-" + damage)).hasSize(64);
        }
        try (ShardLog log = open()) {
            assertThat(texts(log)).containsExactly("one", "two", "next", "next");
        }
    }

    @Test
    void aSealedLogIsReadButTakesNothing() throws IOException {
        try (ShardLog log = open()) {
            log.append(List.of(entry("k", "one"), entry("k", "two")), NOON);
            log.seal();

            assertThat(texts(log)).containsExactly("one", "two");
            assertThatThrownBy(() -> log.append(List.of(entry("k", "three")), NOON))
                    .isInstanceOf(IOException.class);
            log.delete();
            assertThat(texts(log)).isEmpty();
            assertThat(log.read(0, NO_LIMIT, NO_LIMIT).isEnd()).isTrue();
        }
    }

    /** Its index, for one, would be kept until a restart. */
    @Test
    void aDeletedLogKnowsNothingOfItsFile() throws IOException {
        Path file = directory.resolve("shard.log");
        try (ShardLog log = open()) {
            log.append(List.of(entry("k", "one")), NOON);
            long tick = log.lastTick();
            log.seal();
            log.delete();
            Files.write(file, new byte[] {1});

            assertThat(log.read(0, NO_LIMIT, NO_LIMIT)).isEqualTo(new RecordBatch(List.of(), 0, true));
            assertThat(log.lastTick()).isEqualTo(tick);
        }
    }

    @Test
    void expiredRecordsGiveBackTheirDiskWhileOthersAreWrittenAndRead() throws IOException {
        Path file = directory.resolve("shard.log");
        String large = "x".repeat(1 << 20);
        try (ShardLog log = open()) {
            List<Long> ticks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ticks.addAll(log.append(List.of(entry("k", i + large)), NOON.plusMillis(i)));
            }
            log.forget(ticks.get(10)); // too few to be worth a copy
            assertThat(Files.size(file)).isGreaterThan(40L << 20);

            log.forget(ticks.get(30));

            assertThat(Files.size(file)).isBetween(10L << 20, 11L << 20);
            assertThat(log.read(0, NO_LIMIT, NO_LIMIT).records())
                    .extracting(StoredRecord::tick)
                    .isEqualTo(ticks.subList(30, 40));
            log.append(List.of(entry("k", "next")), NOON);
            assertThat(log.read(ticks.get(39), NO_LIMIT, NO_LIMIT).records()).hasSize(2);
        }
        try (ShardLog log = open()) {
            assertThat(log.read(0, NO_LIMIT, NO_LIMIT).records()).hasSize(11);
        }
    }

    @Test
    void ticksIncreaseWhileTheClockStandsOrGoesBack() throws IOException {
        try (ShardLog log = open()) {
            List<Long> ticks = new ArrayList<>(log.append(List.of(entry("k", "a"), entry("k", "b")), NOON));
            ticks.addAll(log.append(List.of(entry("k", "c")), NOON.minusSeconds(60)));
            ticks.addAll(log.append(List.of(entry("k", "d")), NOON.plusMillis(1)));

            assertThat(ticks)
                    .containsExactly(START + 1, START + 2, START + 3, SequenceNumber.tickAt(NOON.plusMillis(1)));
        }
    }

    @Test
    void readingBeginsAtAnyTickOfALargeLog() throws IOException {
        Random random = new Random(1);
        List<Long> ticks = new ArrayList<>();
        try (ShardLog log = open()) {
            for (int batch = 0; batch < 40; batch++) {
                List<NewRecord> entries = IntStream.range(0, 100)
                        .mapToObj(i -> entry("key", "x".repeat(random.nextInt(300))))
                        .toList();
                ticks.addAll(log.append(entries, NOON.plusMillis(batch)));
            }
        }

        try (ShardLog log = open()) {
            for (int i = 0; i < ticks.size(); i += 37) {
                List<Long> read = log.read(ticks.get(i), 50, NO_LIMIT).records().stream()
                        .map(StoredRecord::tick)
                        .toList();

                assertThat(read).isEqualTo(ticks.subList(i, Math.min(i + 50, ticks.size())));
            }
        }
    }

    @Test
    void aReadStopsAtItsLimitsAndTellsWhereToGoOn() throws IOException {
        try (ShardLog log = open()) {
            log.append(List.of(entry("k", "1234"), entry("k", "1234"), entry("k", "1234")), NOON);

            RecordBatch byCount = log.read(0, 2, NO_LIMIT);
            RecordBatch byBytes = log.read(0, NO_LIMIT, 20);
            RecordBatch rest = log.read(byCount.nextTick(), 2, NO_LIMIT);
            RecordBatch none = log.read(rest.nextTick(), 2, NO_LIMIT);

            assertThat(byCount.records()).hasSize(2);
            assertThat(byCount.isEnd()).isFalse();
            assertThat(byBytes.records()).hasSize(1);
            assertThat(byBytes.isEnd()).isFalse();
            assertThat(rest.records()).extracting(StoredRecord::tick).containsExactly(START + 3);
            assertThat(rest.isEnd()).isTrue();
            assertThat(none).isEqualTo(new RecordBatch(List.of(), START + 4, true));
        }
    }

    @Test
    void aRecordLargerThanTheLimitIsReadAlone() throws IOException {
        try (ShardLog log = open()) {
            log.append(List.of(entry("k", "x".repeat(200_000)), entry("k", "small")), NOON);

            assertThat(log.read(0, NO_LIMIT, 1000).records())
                    .extracting(stored -> stored.data().remaining())
                    .containsExactly(200_000);
        }
    }

    @Test
    void aLogThatWasCutWhileInUseIsNotReadAsIfItWereWhole() throws IOException {
        Path file = directory.resolve("shard.log");
        try (ShardLog log = open()) {
            log.append(List.of(entry("k", "one"), entry("k", "two")), NOON);
            long size = Files.size(file);
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) size - 1));

            assertThatThrownBy(() -> log.read(0, NO_LIMIT, NO_LIMIT))
                    .isInstanceOf(IOException.class)
                    .hasMessage("%s must have %d bytes, and is shorter".formatted(file, size));
        }
    }

    @Test
    void aLogThatCannotBeWrittenTakesNothing() throws IOException {
        ShardLog log = open();
        log.append(List.of(entry("k", "kept")), NOON);
        log.close();

        assertThatThrownBy(() -> log.append(List.of(entry("k", "lost")), NOON)).isInstanceOf(IOException.class);
        try (ShardLog reopened = open()) {
            assertThat(texts(reopened)).containsExactly("kept");
        }
    }

    private ShardLog open() throws IOException {
        return ShardLog.open(directory.resolve("shard.log"), START);
    }

    private static int survivors(List<Long> ends, int length) {
        return (int) LongStream.range(1, ends.size())
                .filter(i -> ends.get((int) i) <= length)
                .count();
    }

    private static List<String> recordTexts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "record " + i).toList();
    }

    private static List<String> texts(ShardLog log) throws IOException {
        return log.read(0, NO_LIMIT, NO_LIMIT).records().stream()
                .map(stored -> UTF_8.decode(stored.data().duplicate()).toString())
                .toList();
    }

    private static NewRecord entry(String key, String data) {
        return new NewRecord(BigInteger.ZERO, key, bytes(data));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}

package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.RejectedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What has been learned from records changes nothing in how others are read. */
class TopMembersTest {
    private static final List<String> PATHS =
            List.of("$.t", "$.userId", "$['timestamp']", "$.abcde", "$.t", "$.aVeryLongNameOfAMember");
    /** Names of fields, their beginnings, and others; of all lengths that fill a word or do not. */
    private static final List<String> NAMES = List.of(
            "t",
            "userId",
            "timestamp",
            "abcde",
            "aVeryLongNameOfAMember",
            "",
            "timestam",
            "timestamps",
            "userID",
            "abcd",
            "abcdef",
            "tt",
            "aVeryLongNameOfAMembe",
            "aVeryLongNameOfAMember2");

    private final JsonFields fields = JsonFields.of(PATHS);
    private final Random random = new Random(11);

    @Test
    void everyRecordIsReadAsTheParserReadsIt() {
        int scanned = 0;
        for (int i = 0; i < 150_000; i++) {
            byte[] data = record().getBytes(UTF_8);
            if (random.nextInt(4) == 0) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(8) == 0) {
                data = Arrays.copyOf(data, random.nextInt(data.length + 1));
            }
            List<String> parsed = results(data, true);
            assertThat(results(data, false)).as(new String(data, UTF_8)).isEqualTo(parsed);
            scanned += parsed.size() > 1 ? 1 : 0;
        }
        assertThat(scanned).isGreaterThan(50_000);
    }

    @Test
    void moreNamesThanAreRememberedAreReadToo() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 100; i++) {
                byte[] data = ("{\"n" + i + "\":1,\"t\":" + i + ",\"" + "x".repeat(i) + "\":2,\"timestamp\":" + round
                                + "}")
                        .getBytes(UTF_8);
                assertThat(results(data, false)).isEqualTo(results(data, true)).hasSize(PATHS.size());
            }
        }
    }

    private List<String> results(byte[] data, boolean parser) {
        try {
            JsonRecord record = parser ? fields.parse(data) : fields.read(data);
            List<String> results = new ArrayList<>();
            for (int field = 0; field < PATHS.size(); field++) {
                results.add(String.valueOf(record.json(field)));
            }
            return results;
        } catch (RejectedException rejected) {
            return List.of(rejected.reason());
        }
    }

    private String record() {
        boolean spaced = random.nextInt(5) == 0;
        List<String> members = new ArrayList<>();
        // most often a few kinds of records, as producers write them
        int kind = random.nextInt(6);
        for (int i = 0; i < (kind < 4 ? kind + 2 : random.nextInt(8)); i++) {
            String name = NAMES.get(kind < 4 ? (kind + i) % NAMES.size() : random.nextInt(NAMES.size()));
            members.add('"' + name + '"' + (spaced ? " : " : ":") + value());
        }
        return "{" + String.join(spaced ? " ,\n" : ",", members) + "}" + (spaced ? " " : "");
    }

    private String value() {
        switch (random.nextInt(5)) {
            case 0:
                return '"' + "abcdefghijklmnopqr".substring(random.nextInt(18)) + '"';
            case 1:
                String before = "x".repeat(random.nextInt(18));
                return '"'
                        + before
                        + List.of("\\\"", "\\\\", "\\u0041", "é", "\u007f", "\u0001")
                                .get(random.nextInt(6))
                        + "y".repeat(random.nextInt(18))
                        + '"';
            case 2:
                return String.valueOf(random.nextLong() >> random.nextInt(64));
            case 3:
                return (random.nextBoolean() ? "-" : "") + "1234567890123456789012345".substring(random.nextInt(25));
            default:
                return List.of("0", "-0", "1.50", "0.5", "12345678.12345678", "true", "null", "1e3", "[1]", "{\"t\":1}")
                        .get(random.nextInt(10));
        }
    }
}

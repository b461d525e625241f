package io.millrace.constructs.testing;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.Contract;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import io.millrace.contract.SettingDeclaration;
import io.millrace.contract.SettingType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/** A jar without code. It declares a job {@code lottery} that is similar to the real one, or nothing. */
public final class TestJar {
    private static final ConnectorDeclaration KAFKA = new ConnectorDeclaration(
            "kafka",
            List.of(
                    required("topic"),
                    required("bootstrap.servers"),
                    required("group.id"),
                    oneOf("start.position", "EARLIEST", "LATEST")),
            List.of(
                    required("topic"),
                    required("bootstrap.servers"),
                    required("transactional.id.prefix"),
                    oneOf("delivery", "exactly-once", "at-least-once")),
            List.of("properties."));
    private static final ConnectorDeclaration KINESIS_ON_FLINK_1 = kinesis("stream.name", "flink.");
    private static final ConnectorDeclaration KINESIS_ON_FLINK_2 = kinesis("stream.arn", "source.");

    private static final JobDeclaration LOTTERY = new JobDeclaration(
            "lottery",
            "draws winners",
            List.of(port("lottery-events"), port("user-events")),
            List.of(port("draws"), port("rejected")),
            List.of(
                    required("draw.window", SettingType.DURATION),
                    new SettingDeclaration(
                            "draw.title", SettingType.STRING, "a draw", false, null, null, null, "a title"),
                    new SettingDeclaration("draw.key", SettingType.SECRET, null, false, null, null, null, "a key")));

    private TestJar() {}

    /** Writes a jar that declares the lottery. */
    public static Path declaringLottery(Path folder) throws IOException {
        return declaring(folder, List.of(LOTTERY));
    }

    /** Writes a jar that declares the lottery, with the keys of the Kinesis connector for Flink 2. */
    public static Path declaringLotteryOnFlink2(Path folder) throws IOException {
        return declaringOnFlink2(folder, List.of(LOTTERY));
    }

    /** Writes a jar that declares the jobs, which run on Kinesis and Kafka. */
    public static Path declaring(Path folder, List<JobDeclaration> jobs) throws IOException {
        return write(folder.resolve("declaring.jar"), new Contract(List.of(KINESIS_ON_FLINK_1, KAFKA), jobs));
    }

    /** Writes a jar that declares the jobs, with the keys of the Kinesis connector for Flink 2. */
    public static Path declaringOnFlink2(Path folder, List<JobDeclaration> jobs) throws IOException {
        return write(folder.resolve("flink2.jar"), new Contract(List.of(KINESIS_ON_FLINK_2, KAFKA), jobs));
    }

    /** Writes a jar without a declaration. */
    public static Path declaringNothing(Path folder) throws IOException {
        return write(folder.resolve("undeclared.jar"), null);
    }

    /** Writes a jar without a declaration, whose classes refer to others: paths by paths. */
    public static Path referring(Path folder, Map<String, String> classes) throws IOException {
        Path file = folder.resolve("referring.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> reference : classes.entrySet()) {
                out.putNextEntry(new JarEntry(reference.getKey() + ".class"));
                out.write(reference.getValue().getBytes(StandardCharsets.US_ASCII));
            }
        }
        return file;
    }

    private static Path write(Path file, @Nullable Contract contract) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            JarEntry entry = new JarEntry(contract != null ? Contract.RESOURCE : "META-INF/empty");
            // the file's content names it in the template
            entry.setTime(0);
            out.putNextEntry(entry);
            if (contract != null) {
                contract.writeTo(out);
            }
        }
        return file;
    }

    private static ConnectorDeclaration kinesis(String streamKey, String passThrough) {
        List<SettingDeclaration> keys = List.of(required(streamKey), required("aws.region"));
        return new ConnectorDeclaration("kinesis", keys, keys, List.of(passThrough, "aws."));
    }

    private static SettingDeclaration required(String key) {
        return required(key, SettingType.STRING);
    }

    private static SettingDeclaration required(String key, SettingType type) {
        return new SettingDeclaration(key, type, null, true, null, null, null, "the " + key);
    }

    /** The first of the values is the default. */
    private static SettingDeclaration oneOf(String key, String... values) {
        return new SettingDeclaration(
                key, SettingType.STRING, values[0], false, null, null, List.of(values), "the " + key);
    }

    private static PortDeclaration port(String name) {
        return new PortDeclaration(name, "the " + name);
    }
}

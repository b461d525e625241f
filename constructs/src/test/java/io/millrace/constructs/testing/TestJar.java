package io.millrace.constructs.testing;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.Contract;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import io.millrace.contract.SettingDeclaration;
import io.millrace.contract.SettingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar of no code. It declares a job {@code lottery}, shaped like the real one, or nothing at all. */
public final class TestJar {
    private static final Contract LOTTERY = new Contract(
            List.of(new ConnectorDeclaration(
                    "kinesis",
                    List.of(required("stream.name", SettingType.STRING), required("aws.region", SettingType.STRING)),
                    List.of(required("stream.name", SettingType.STRING), required("aws.region", SettingType.STRING)),
                    List.of("flink.", "aws."))),
            List.of(new JobDeclaration(
                    "lottery",
                    "draws winners",
                    List.of(port("lottery-events"), port("user-events")),
                    List.of(port("draws"), port("rejected")),
                    List.of(
                            required("draw.window", SettingType.DURATION),
                            new SettingDeclaration(
                                    "draw.salt", SettingType.STRING, "salt", false, null, null, null, "a salt")))));

    private TestJar() {}

    /** Writes a jar that declares the lottery. */
    public static Path declaringLottery(Path folder) throws IOException {
        return write(folder.resolve("lottery.jar"), true);
    }

    /** Writes a jar without a declaration, as jars made elsewhere are. */
    public static Path declaringNothing(Path folder) throws IOException {
        return write(folder.resolve("undeclared.jar"), false);
    }

    private static Path write(Path file, boolean declared) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            JarEntry entry = new JarEntry(declared ? Contract.RESOURCE : "META-INF/empty");
            // the file's content names it in the template
            entry.setTime(0);
            out.putNextEntry(entry);
            if (declared) {
                LOTTERY.writeTo(out);
            }
        }
        return file;
    }

    private static SettingDeclaration required(String key, SettingType type) {
        return new SettingDeclaration(key, type, null, true, null, null, null, "the " + key);
    }

    private static PortDeclaration port(String name) {
        return new PortDeclaration(name, "the " + name);
    }
}

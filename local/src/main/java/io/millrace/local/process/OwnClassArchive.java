package io.millrace.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The archive of the classes of this process, which the script {@code millrace} names: the process maps it, or writes it for those
 * that come later. It is written before the process ends, unlike those of {@link ClassArchives}, since nothing waits for that end to
 * give the file its name.
 */
public final class OwnClassArchive {
    private static final String PROPERTY = "millrace.archive";
    private static final String PLACE = "cli-";

    /** Some 30 MB are needed; a JVM ends at once when it cannot write all of them. */
    private static final long SPACE = 500_000_000;

    private final Optional<String> name;
    private final Optional<String> jars;

    private OwnClassArchive(Optional<String> name, Optional<String> jars) {
        this.name = name;
        this.jars = jars;
    }

    /** That of a process that starts: if one of its jars changes from now on, it writes nothing. */
    public static OwnClassArchive ofThisProcess() {
        Optional<String> name = Optional.ofNullable(System.getProperty(PROPERTY));
        return new OwnClassArchive(name, name.filter(given -> !isWritten(given)).flatMap(given -> jars()));
    }

    /** The options of another process of the same program. */
    public List<String> options() {
        return name.map(OwnClassArchive::options).orElse(List.of());
    }

    static List<String> options(String name) {
        List<String> options = new ArrayList<>(
                isWritten(name) ? ClassArchives.mapping(name) : ClassArchives.options("-XX:+RecordDynamicDumpInfo"));
        options.add("-D" + PROPERTY + "=" + name);
        return options;
    }

    private static boolean isWritten(String name) {
        return name.endsWith(ClassArchives.ENDING);
    }

    private static Optional<String> jars() {
        return ClassArchives.stamp(new JavaCommand(List.of(), System.getProperty("java.class.path"), "", List.of()));
    }

    /**
     * Writes the classes that this process has loaded, if there is no archive of them. It takes about a second, and is the last that a
     * process does.
     */
    public void write() {
        if (name.isEmpty() || jars.isEmpty() || !jars.equals(jars())) {
            return;
        }
        Path archive = Path.of(name.get());
        Path part = archive.resolveSibling(PLACE + UUID.randomUUID() + ".part");
        try {
            if (Files.getFileStore(archive.resolveSibling("")).getUsableSpace() > SPACE) {
                dump(part);
                ClassArchives.keep(part, PLACE, archive.getFileName().toString().substring(PLACE.length()));
            }
        } catch (IOException | UncheckedIOException | JMException e) {
            // a JVM that is not HotSpot, or the directory is gone: the next process starts without it
        }
    }

    /** As {@code jcmd PID VM.cds dynamic_dump PART} does. */
    private static void dump(Path part) throws JMException {
        PrintStream out = System.out;
        // to which the JDK prints the name of the file
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmCds",
                            new Object[] {new String[] {"dynamic_dump", part.toString()}},
                            new String[] {String[].class.getName()});
        } finally {
            System.setOut(out);
        }
    }
}

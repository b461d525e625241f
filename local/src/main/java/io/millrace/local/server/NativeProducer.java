package io.millrace.local.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.local.process.StageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The Kinesis Producer Library inside {@code FlinkKinesisProducer}: a native program, which ignores {@code aws.endpoint} and
 * speaks TLS only.
 *
 * @see <a href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/java/amazon-kinesis-producer-sample/default_config.properties">its properties</a>
 */
final class NativeProducer {
    private static final String NAME = "FlinkKinesisProducer";
    private static final byte[] REFERENCE =
            "org/apache/flink/streaming/connectors/kinesis/FlinkKinesisProducer".getBytes(US_ASCII);
    private static final String CONNECTOR = "org/apache/flink/";

    private NativeProducer() {}

    /** Whether a class of a job refers to the producer. The connector's own classes always do. */
    static boolean isUsedBy(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith(CONNECTOR)) {
                    try (InputStream in = file.getInputStream(entry)) {
                        if (contains(in.readAllBytes(), REFERENCE)) {
                            return true;
                        }
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("%s must be a jar: %s".formatted(jar, e.getMessage()), e);
        }
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && bytes[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return true;
            }
        }
        return false;
    }

    /**
     * Leads the producer to the local server, whose port also speaks TLS.
     *
     * @throws StageException where its program does not run
     */
    static void connect(PropertyGroupRewriter group, String address) {
        requireProgramFor(System.getProperty("os.name"), System.getProperty("os.arch"));
        URI server = URI.create(address);
        group.set("KinesisEndpoint", server.getHost());
        group.set("KinesisPort", Integer.toString(server.getPort()));
        // the server's certificate is its own
        group.set("VerifyCertificate", "false");
        // CloudWatch is not here
        group.set("MetricsLevel", "none");
    }

    /** Its jar has programs for x86-64 alone, which macOS runs on other processors too. */
    static void requireProgramFor(String system, String processor) {
        boolean isMac = system.toLowerCase(Locale.ROOT).startsWith("mac");
        if (!isMac && !processor.equals("amd64") && !processor.equals("x86_64")) {
            throw new StageException(
                    "%s must run on x86-64, since its native program does, got %s on %s; use KinesisStreamsSink"
                            .formatted(NAME, processor, system));
        }
    }
}

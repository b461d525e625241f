package io.millrace.local.inspection;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output that is compiled here, between stand-ins for the classes of Flink and of the cluster. */
class OutputProbeTest {
    private static final Map<String, String> SOURCES = new LinkedHashMap<>(Map.of(
            "org/apache/flink/streaming/runtime/streamrecord/StreamRecord",
            "package org.apache.flink.streaming.runtime.streamrecord; public class StreamRecord<T> {}",
            "org/apache/flink/util/OutputTag",
            "package org.apache.flink.util; public class OutputTag<T> {}",
            "io/millrace/cluster/inspect/InspectedOutputs",
            "package io.millrace.cluster.inspect; public class InspectedOutputs { public static final StringBuilder SEEN = new StringBuilder();"
                    + " public static void offer(Object o, Object r) { SEEN.append(\"record \"); }"
                    + " public static void offer(Object o, Object t, Object r) { SEEN.append(\"side \"); } }",
            "Out",
            "import org.apache.flink.streaming.runtime.streamrecord.StreamRecord; import org.apache.flink.util.OutputTag;"
                    + " public class Out { public int n;"
                    + " public void collect(StreamRecord<String> r) { for (int i = 0; i < 2; i++) { if (r != null) { n++; } } }"
                    + " public <X> void collect(OutputTag<X> t, StreamRecord<X> r) { n += 10; }"
                    + " public void collect(Object o) { collect((StreamRecord<String>) o); } }"));

    @TempDir
    private Path directory;

    @Test
    void aChangedOutputCallsTheSamplesAndDoesWhatItDid() throws Exception {
        assertThat(seen(3)).isEqualTo("record record side  n=14");
    }

    @Test
    void onlyTheMethodsThatAreAskedForAreChanged() throws Exception {
        assertThat(seen(1)).isEqualTo("record record  n=14");
        assertThat(seen(2)).isEqualTo("side  n=14");
    }

    /** What a changed output has called, and the number of what it has done. */
    private String seen(int methods) throws Exception {
        compile();
        Changed loader = new Changed(directory, methods);
        Class<?> recordType = loader.loadClass("org.apache.flink.streaming.runtime.streamrecord.StreamRecord");
        Class<?> tagType = loader.loadClass("org.apache.flink.util.OutputTag");
        Object record = recordType.getConstructor().newInstance();
        Class<?> type = loader.loadClass("Out");
        Object output = type.getConstructor().newInstance();
        type.getMethod("collect", recordType).invoke(output, record);
        type.getMethod("collect", Object.class).invoke(output, record);
        type.getMethod("collect", tagType, recordType)
                .invoke(output, tagType.getConstructor().newInstance(), record);
        Class<?> samples = loader.loadClass("io.millrace.cluster.inspect.InspectedOutputs");
        return samples.getField("SEEN").get(null) + " n=" + type.getField("n").get(output);
    }

    private void compile() throws IOException {
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            Path file = directory.resolve(source.getKey() + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
        List<String> files = SOURCES.keySet().stream()
                .map(name -> directory.resolve(name + ".java").toString())
                .toList();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        Stream.concat(Stream.of("-nowarn"), files.stream()).toArray(String[]::new));
        assertThat(result).as(files.stream().collect(joining(" "))).isZero();
    }

    private static final class Changed extends ClassLoader {
        private final Path directory;
        private final int methods;

        Changed(Path directory, int methods) {
            super(null);
            this.directory = directory;
            this.methods = methods;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                byte[] bytes = Files.readAllBytes(directory.resolve(name.replace('.', '/') + ".class"));
                byte[] code = name.equals("Out") ? OutputProbe.changed(bytes, methods) : bytes;
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

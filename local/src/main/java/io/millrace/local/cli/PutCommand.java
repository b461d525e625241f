package io.millrace.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.local.runtime.StageRecord;
import io.millrace.local.runtime.StageStreams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes records. */
@Command(
        name = "put",
        description = "Write records to a stream, one for each line that is not blank.",
        footer = {
            "",
            "Without a key option, a record's partition key is a hash of the line: equal lines share a shard, others"
                    + " spread over all shards.",
            "Records of one key stay in order."
        })
final class PutCommand extends VerboseCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Parameters(
            index = "0",
            paramLabel = "STREAM",
            description = "A property group that binds the stream (user-events), or its logical id or physical name.")
    private String stream = "";

    @Parameters(index = "1", paramLabel = "FILE", defaultValue = "-", description = "A file, or - for standard input.")
    private String file = "-";

    @ArgGroup
    private @Nullable Key key;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** At most one way to choose the partition key. */
    static final class Key {
        @Option(names = "--partition-key", paramLabel = "K", description = "The partition key of every record.")
        private @Nullable String constant;

        @Option(
                names = "--key-field",
                paramLabel = "FIELD",
                description = "The JSON field whose value is a record's partition key.")
        private @Nullable String field;
    }

    @Override
    public Integer call() throws IOException {
        StageRecord stage = options.running();
        try (StageStreams streams = StageStreams.of(stage);
                BufferedReader lines = open()) {
            StreamWriter writer = streams.writer(stream);
            try {
                write(lines, writer);
            } finally {
                spec.commandLine()
                        .getErr()
                        .printf("%d records written to %s%n", writer.written(), streams.name(stream));
            }
        }
        return 0;
    }

    private void write(BufferedReader lines, StreamWriter writer) throws IOException {
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                writer.add(record(line, number, writer));
            }
            if (!lines.ready()) {
                writer.flush(); // whoever types, or pipes a few now and then, sees them arrive
            }
        }
        writer.flush();
    }

    private OutgoingRecord record(String line, long number, StreamWriter writer) {
        if (key == null) {
            return OutgoingRecord.keyedByContent(line);
        }
        if (key.constant != null) {
            return new OutgoingRecord(key.constant, line);
        }
        try {
            return new OutgoingRecord(field(String.valueOf(key.field), line, number), line);
        } catch (StreamException e) {
            writer.flush(); // the lines before this one were good
            throw e;
        }
    }

    private static String field(String name, String line, long number) {
        try {
            JsonNode value = JSON.readTree(line).path(name);
            if (value.isValueNode() && !value.isNull()) {
                return value.asText();
            }
        } catch (JsonProcessingException e) {
            throw new StreamException(
                    "line %d is not JSON, so it has no field '%s'; without --key-field any line can be put"
                            .formatted(number, name));
        }
        throw new StreamException("line %d has no field '%s' with a value".formatted(number, name));
    }

    private BufferedReader open() throws IOException {
        try {
            return file.equals("-")
                    ? new BufferedReader(new InputStreamReader(System.in, UTF_8))
                    : Files.newBufferedReader(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new StreamException("there is no file %s".formatted(file));
        }
    }
}

package io.millrace.local.cli.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.console.report.PutReport;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.cli.options.StreamParameter;
import io.millrace.local.server.StageStreams;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes records to a stream. */
@Command(
        name = "put",
        description = "Write records to a stream, one per line; blank lines are skipped.",
        footer = {
            "",
            "Without a key option, the partition key of a record is a hash of the line: equal lines go to the same shard,"
                    + " and different lines spread over all shards.",
            "Records with the same key stay in order."
        })
public final class PutCommand extends ReportingCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    private StreamParameter stream = new StreamParameter();

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            defaultValue = "-",
            description = "The file to read, or - for standard input.")
    private String file = "-";

    @ArgGroup
    private @Nullable Key key;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The options for the partition key, of which at most one may be given. */
    static final class Key {
        @Option(names = "--partition-key", paramLabel = "K", description = "The partition key of every record.")
        private @Nullable String constant;

        @Option(
                names = "--key-field",
                paramLabel = "FIELD",
                description = "The JSON field whose value is the partition key of the record.")
        private @Nullable String field;
    }

    @Override
    public Integer call() throws IOException {
        try (StageStreams streams = options.running().streams();
                Utf8Lines lines = open()) {
            StreamWriter writer = streams.writer(stream.name());
            try {
                write(lines, writer);
            } finally {
                if (isJson()) {
                    print(
                            new PutReport(streams.name(stream.name()), writer.written()),
                            spec.commandLine().getOut());
                }
                spec.commandLine()
                        .getErr()
                        .printf(
                                "%d %s written to %s%n",
                                writer.written(),
                                writer.written() == 1 ? "record" : "records",
                                streams.name(stream.name()));
            }
        }
        return 0;
    }

    private void write(Utf8Lines lines, StreamWriter writer) throws IOException {
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!line.get().isBlank()) {
                    writer.add(record(line.get(), lines.number()));
                }
                if (!lines.isReady()) {
                    writer.flush(); // lines that are typed, or piped one at a time, arrive at once
                }
            }
        } catch (CharacterCodingException e) {
            throw new StreamException(
                    "line %d must be UTF-8; convert the file, for example with iconv".formatted(lines.number()));
        } finally {
            writer.flush(); // the lines before a wrong one are valid
        }
    }

    private OutgoingRecord record(String line, long number) {
        if (key == null) {
            return OutgoingRecord.keyedByContent(line);
        }
        if (key.constant != null) {
            return new OutgoingRecord(key.constant, line);
        }
        return new OutgoingRecord(field(String.valueOf(key.field), line, number), line);
    }

    private static String field(String name, String line, long number) {
        try {
            JsonNode value = JSON.readTree(line).path(name);
            if (value.isValueNode() && !value.isNull()) {
                return value.asText();
            }
        } catch (JsonProcessingException e) {
            throw new StreamException("line %d must be JSON with a field '%s'; without --key-field any line can be put"
                    .formatted(number, name));
        }
        throw new StreamException("line %d must have a field '%s' with a value".formatted(number, name));
    }

    private Utf8Lines open() throws IOException {
        try {
            return new Utf8Lines(file.equals("-") ? System.in : Files.newInputStream(Path.of(file)));
        } catch (NoSuchFileException e) {
            throw new StreamException("file %s does not exist".formatted(file));
        }
    }
}

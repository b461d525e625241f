package io.millrace.local.cli.options;

import io.millrace.console.report.ReportJson;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The options of a command with a result, which it prints for a person or as JSON. */
public class ReportingCommand extends VerboseCommand {
    private enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text or json (default: text); docs/console.md describes the JSON.")
    private Format output = Format.TEXT;

    public boolean isJson() {
        return output == Format.JSON;
    }

    /** Prints a report as JSON on one line. */
    public static void print(Object report, PrintWriter out) {
        out.println(ReportJson.line(report));
        out.flush();
    }
}

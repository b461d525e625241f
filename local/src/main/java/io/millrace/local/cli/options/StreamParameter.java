package io.millrace.local.cli.options;

import picocli.CommandLine.Parameters;

/** The parameter that names a stream of a running stage. */
public final class StreamParameter {
    @Parameters(
            index = "0",
            paramLabel = "STREAM",
            description =
                    "The stream: the property group that binds it (such as user-events), its logical id or its physical name.")
    private String stream = "";

    public String name() {
        return stream;
    }
}

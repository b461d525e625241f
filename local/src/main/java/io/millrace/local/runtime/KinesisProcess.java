package io.millrace.local.runtime;

import java.util.List;
import java.util.Map;

/** Starts the stage's Kinesis, whose records are in the stage's directory. */
final class KinesisProcess {
    private KinesisProcess() {}

    static ChildProcess start(StageDirectory directory) {
        JavaCommand command = new JavaCommand(
                List.of("-Xmx512m"),
                System.getProperty("java.class.path"),
                "io.millrace.kinesis.KinesisMain",
                List.of(
                        "--dir",
                        directory.path().resolve("kinesis").toString(),
                        "--port",
                        Integer.toString(directory.kinesisPort().usable())));
        return ChildProcess.start("kinesis", command, Map.of(), directory.path().resolve("kinesis.log"));
    }
}

package io.millrace.job;

import java.util.Map;
import java.util.Set;

/** How inputs and outputs are bound to Kinesis streams. */
final class KinesisPorts {
    /** The packages of this project that read and write them, named without {@code io.millrace.}. */
    static final Set<String> LIBRARIES = Set.of();

    private KinesisPorts() {}

    /** The property group of an input or output. */
    static Map<String, String> group(String stream) {
        return Map.of("connector", "kinesis", "stream.name", stream, "aws.region", "eu-west-1");
    }

    /** The uid of an input's source. */
    static String uid(String input) {
        return input;
    }
}

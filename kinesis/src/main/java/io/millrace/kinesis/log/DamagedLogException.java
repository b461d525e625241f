package io.millrace.kinesis.log;

import java.io.IOException;

/** A frame is not what was written. */
final class DamagedLogException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedLogException(String message) {
        super(message);
    }
}

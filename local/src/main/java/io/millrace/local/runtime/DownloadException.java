package io.millrace.local.runtime;

import java.io.IOException;

/** A repository does not give a file. The message has the file's URL and the reason. */
final class DownloadException extends IOException {
    private static final long serialVersionUID = 1L;

    DownloadException(String message) {
        super(message);
    }

    DownloadException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.millrace.kinesis;

import org.jspecify.annotations.Nullable;

/** A request about one stream, which its name or its ARN tells. */
interface OnStream extends Request {
    @Nullable
    String streamName();

    @Nullable
    String streamARN();
}

package io.millrace.kinesis.request;

import org.jspecify.annotations.Nullable;

/** A request about one stream, given by its name or its ARN. */
public interface StreamRequest extends Request {
    @Nullable
    String streamName();

    @Nullable
    String streamARN();
}

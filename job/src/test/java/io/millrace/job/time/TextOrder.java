package io.millrace.job.time;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.record.SourceRecord;

/** Events are texts: the part before the first space is the key, and the part after an @ is dropped when the event is buffered. */
final class TextOrder implements EventOrder<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(String left, String right) {
        return left.compareTo(right);
    }

    @Override
    public String key(String event) {
        return event.substring(0, event.indexOf(' '));
    }

    @Override
    public String kept(String event) {
        return event.replaceAll("@.*", "");
    }

    @Override
    public SourceRecord source(String event) {
        return SourceRecord.data("s", "shard-0", "1", "key", SourceRecord.NO_ARRIVAL, event.getBytes(UTF_8));
    }

    @Override
    public String lateness(String event) {
        return "late: " + event;
    }
}

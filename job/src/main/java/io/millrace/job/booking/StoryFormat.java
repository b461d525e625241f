package io.millrace.job.booking;

import io.millrace.job.booking.cache.ValueFormat;
import io.millrace.job.codec.TextCodec;
import io.millrace.job.state.HeldState;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Stories in memory and in checkpoints. Version 1: a byte of flags, the times of the beginning and the end; unless the alert
 * has been emitted, the number of events; and what the flags say is there: the time and the value of the creation, and those of
 * the latest event.
 */
final class StoryFormat implements ValueFormat<Story> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private static final int TOLD = 1;
    private static final int CREATED_TIME = 2;
    private static final int CREATED_VALUE = 4;
    private static final int EVENT_TIME = 8;
    private static final int EVENT_VALUE = 16;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Story story, DataOutputView out) throws IOException {
        out.writeByte((story.told ? TOLD : 0)
                | (story.createdTime == null ? 0 : CREATED_TIME)
                | (story.createdValue == null ? 0 : CREATED_VALUE)
                | (story.eventTime == null ? 0 : EVENT_TIME)
                | (story.eventValue == null ? 0 : EVENT_VALUE));
        out.writeLong(story.since);
        out.writeLong(story.until);
        if (!story.told) {
            out.writeInt(story.count);
        }
        if (story.createdTime != null) {
            out.writeLong(story.createdTime);
        }
        if (story.createdValue != null) {
            TextCodec.write(story.createdValue, out);
        }
        if (story.eventTime != null) {
            out.writeLong(story.eventTime);
        }
        if (story.eventValue != null) {
            TextCodec.write(story.eventValue, out);
        }
    }

    @Override
    public Story read(int version, DataInputView in) throws IOException {
        HeldState.checkVersion(version, VERSION);
        int flags = in.readByte();
        Story story = new Story();
        story.told = (flags & TOLD) != 0;
        story.since = in.readLong();
        story.until = in.readLong();
        story.count = story.told ? 0 : in.readInt();
        story.createdTime = (flags & CREATED_TIME) == 0 ? null : (Long) in.readLong();
        story.createdValue = (flags & CREATED_VALUE) == 0 ? null : TextCodec.read(in);
        story.eventTime = (flags & EVENT_TIME) == 0 ? null : (Long) in.readLong();
        story.eventValue = (flags & EVENT_VALUE) == 0 ? null : TextCodec.read(in);
        return story;
    }
}

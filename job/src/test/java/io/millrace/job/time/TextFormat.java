package io.millrace.job.time;

import io.millrace.job.state.HeldState;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Events that are texts. */
final class TextFormat implements EventFormat<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(String event, DataOutputView out) throws IOException {
        out.writeUTF(event);
    }

    @Override
    public String read(int version, long time, DataInputView in) throws IOException {
        HeldState.checkVersion(version, 1);
        return in.readUTF();
    }
}

package io.millrace.job.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Texts as bytes: a length n of 4 bytes and n bytes of ISO 8859-1, or -1 - n and n UTF-16 code units. Part of state, so
 * that it never changes. Flink's format for strings is shorter, but is read and written character by character.
 */
public final class TextCodec {
    private static final char LAST_LATIN = 0xff;

    private TextCodec() {}

    /** Writes a text of any characters. */
    public static void write(String text, DataOutputView out) throws IOException {
        if (isLatin(text)) {
            out.writeInt(text.length());
            // not writeBytes: Flink's DataOutputSerializer then skips as many bytes again
            out.write(text.getBytes(ISO_8859_1));
        } else {
            out.writeInt(-1 - text.length());
            out.writeChars(text);
        }
    }

    private static boolean isLatin(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_LATIN) {
                return false;
            }
        }
        return true;
    }

    /** Reads what {@link #write} wrote, no more and no less. */
    public static String read(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length >= 0) {
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return new String(bytes, ISO_8859_1);
        }
        char[] chars = new char[-1 - length];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = in.readChar();
        }
        return new String(chars);
    }
}

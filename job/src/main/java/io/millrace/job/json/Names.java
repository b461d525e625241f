package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that a field may have as its value, in ASCII. */
public final class Names {
    private final List<String> names;
    /** To be compared with records without making texts of them. */
    private final byte[][] bytes;

    private Names(List<String> names) {
        this.names = names;
        this.bytes = names.stream().map(name -> name.getBytes(US_ASCII)).toArray(byte[][]::new);
    }

    /**
     * Names for {@link JsonRecord#oneOf}.
     *
     * @throws IllegalArgumentException when a name is not in ASCII
     */
    public static Names of(String... names) {
        for (String name : names) {
            if (!US_ASCII.newEncoder().canEncode(name)) {
                throw new IllegalArgumentException("a name must be in ASCII, got '" + name + "'");
            }
        }
        return new Names(List.of(names));
    }

    /** The name that the text is; null if it is none of them. */
    @Nullable
    String find(String text) {
        int index = names.indexOf(text);
        return index < 0 ? null : names.get(index);
    }

    /** The name that a range of the data is; null if it is none of them. */
    @Nullable
    String find(byte[] data, int start, int end) {
        for (int i = 0; i < bytes.length; i++) {
            if (Arrays.equals(data, start, end, bytes[i], 0, bytes[i].length)) {
                return names.get(i);
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}

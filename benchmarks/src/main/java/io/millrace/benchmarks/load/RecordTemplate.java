package io.millrace.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON text with placeholders for whole numbers of fixed width. To make a record costs one copy and the digits, so that
 * the measurement is dominated by what reads it.
 */
public final class RecordTemplate implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] text;
    private final int[] ends;
    private final int[] widths;

    /**
     * A template.
     *
     * @param pattern JSON in which each sequence of {@code #} is a number with as many digits
     */
    public RecordTemplate(String pattern) {
        this.text = pattern.getBytes(US_ASCII);
        List<Integer> slotEnds = new ArrayList<>();
        List<Integer> slotWidths = new ArrayList<>();
        int width = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i < text.length && text[i] == '#') {
                width++;
            } else if (width > 0) {
                slotEnds.add(i);
                slotWidths.add(width);
                width = 0;
            }
        }
        this.ends = slotEnds.stream().mapToInt(Integer::intValue).toArray();
        this.widths = slotWidths.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Makes a record.
     *
     * @param numbers one per placeholder, in order; JSON allows no leading zeros, so each must have all digits
     */
    public byte[] fill(long... numbers) {
        byte[] filled = text.clone();
        for (int slot = 0; slot < ends.length; slot++) {
            long rest = numbers[slot];
            for (int i = 1; i <= widths[slot]; i++) {
                filled[ends[slot] - i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        return filled;
    }
}

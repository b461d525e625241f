package io.millrace.job.record;

/** Texts of records. */
public final class Texts {
    private Texts() {}

    /** The first characters of a text, so many at most, without half of a surrogate pair at the end. */
    public static String start(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars);
    }
}

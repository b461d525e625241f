package io.millrace.kinesis.api;

import io.millrace.kinesis.request.ApiException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for tags of streams and consumers, beyond their lengths. */
final class TagRules {
    private static final int MAX_TAGS = 50;
    private static final String RESERVED = "aws:";
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Nd}\\p{Zs}_.:/=+\\-@]*");

    private TagRules() {}

    static Map<String, String> checked(@Nullable Map<String, String> tags) {
        if (tags == null) {
            return Map.of();
        }
        tags.keySet().forEach(TagRules::checkPrefix);
        checkCharacters(tags.keySet());
        checkCharacters(tags.values());
        checkCount(tags.size());
        return tags;
    }

    /** The tags with further ones. */
    static Map<String, String> added(Map<String, String> tags, Map<String, String> added) {
        Map<String, String> next = new TreeMap<>(tags);
        next.putAll(checked(added));
        checkCount(next.size());
        return next;
    }

    static Map<String, String> removed(Map<String, String> tags, Collection<String> keys) {
        checkCharacters(keys);
        Map<String, String> next = new TreeMap<>(tags);
        next.keySet().removeAll(keys);
        return next;
    }

    private static void checkPrefix(String key) {
        if (key.toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
            throw ApiException.invalidArgument("a tag's key must not begin with " + RESERVED + ", got '" + key + "'");
        }
    }

    private static void checkCharacters(Collection<String> texts) {
        for (String text : texts) {
            if (!ALLOWED.matcher(text).matches()) {
                throw ApiException.invalidArgument(
                        "tags must consist of letters, digits, spaces and _ . : / = + - @, got '" + text + "'");
            }
        }
    }

    private static void checkCount(int count) {
        if (count > MAX_TAGS) {
            throw ApiException.invalidArgument(
                    "a resource must have at most " + MAX_TAGS + " tags, got " + count + "; remove some");
        }
    }
}

package io.millrace.benchmarks.report;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The generated regions of a document: each begins with a comment that names it. */
final class Region {
    static final String NO_RESULTS = "Not measured.\n";

    private static final Pattern REGION =
            Pattern.compile("(<!-- generated: ([^\\n]*?) -->\\n).*?(<!-- end -->)", Pattern.DOTALL);

    private Region() {}

    /**
     * Fills a document's regions.
     *
     * @param contents the content of each region, by its name
     * @throws IllegalArgumentException when the document has a region without content, or none
     */
    static String fill(String document, Map<String, String> contents) {
        Matcher regions = REGION.matcher(document);
        if (!regions.find()) {
            throw new IllegalArgumentException("a document must have a region '<!-- generated: NAME -->', got none");
        }
        return regions.replaceAll(region -> Matcher.quoteReplacement(filled(region, contents)));
    }

    private static String filled(MatchResult region, Map<String, String> contents) {
        String content = contents.get(region.group(2));
        if (content == null) {
            throw new IllegalArgumentException("generated region must be one of "
                    + String.join(", ", new TreeSet<>(contents.keySet())) + ", got '" + region.group(2) + "'");
        }
        return region.group(1) + "\n" + content + "\n" + region.group(3);
    }
}

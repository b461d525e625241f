package io.millrace.kinesis.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps pages in a browser out: a page whose name was rebound to this machine sends its own name as Host, and any other
 * page sends its Origin with every request that can do harm. The cluster has the same rule for Flink's REST API.
 */
final class LoopbackRule {
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

    private LoopbackRule() {}

    /** Why the request must not be served; empty when it may be. */
    static Optional<String> violation(HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
        if (!LOOPBACK.matcher(host).matches()) {
            return Optional.of("Host must be localhost, 127.0.0.1 or [::1], got '" + host + "'");
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin != null && !origin.toLowerCase(Locale.ROOT).matches("https?://" + Pattern.quote(host))) {
            return Optional.of("Origin must be absent, because pages of other origins cannot use this server, got '"
                    + origin + "'");
        }
        return Optional.empty();
    }
}

package io.millrace.console.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. The server listens on loopback, where every page of a browser and every user of the machine can reach it:
 *
 * <ul>
 *   <li>{@code Host} must name this server, so that no name of another site leads here (DNS rebinding);
 *   <li>{@code Origin} must be this server's, and {@code Sec-Fetch-Site} must not be another site, but for a window that opens the
 *       page, as from the file that 'millrace console' opens: such a window is not in another page's reach;
 *   <li>everything but the page's files takes the token in {@value #TOKEN_HEADER};
 *   <li>a POST must have JSON, which a form of another page cannot send.
 * </ul>
 *
 * <p>The policy for the page's content allows what the server itself serves, and nothing inline.
 */
final class RequestGuard {
    static final String TOKEN_HEADER = "X-Millrace-Token";
    /** Begins the path of each route. */
    static final String API = "/api/";

    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'";

    private static final List<String> METHODS = List.of("GET", "POST");
    private static final List<String> OWN_SITE = List.of("same-origin", "none");

    private final List<String> hosts;
    private final AccessToken token;

    RequestGuard(int port, AccessToken token) {
        this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
        this.token = token;
    }

    void setHeaders(Headers response) {
        response.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.set("X-Content-Type-Options", "nosniff");
        response.set("Referrer-Policy", "no-referrer");
        response.set("Cross-Origin-Opener-Policy", "same-origin");
        response.set("Cross-Origin-Resource-Policy", "same-origin");
        response.set("Cache-Control", "no-store");
    }

    /** Why a request is refused; empty when it is not. */
    Optional<RefusedRequest> refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String host = headers.getFirst("Host");
        if (host == null || !hosts.contains(host)) {
            return refuse(403, "host must be one of %s, got '%s'".formatted(String.join(", ", hosts), host));
        }
        String origin = headers.getFirst("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            return refuse(403, "origin must be http://%s, got '%s'".formatted(host, origin));
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean api = exchange.getRequestURI().getPath().startsWith(API);
        if (site != null && !OWN_SITE.contains(site) && (api || !opensWindow(headers))) {
            return refuse(403, "sec-fetch-site must be one of %s, got '%s'".formatted(OWN_SITE, site));
        }
        String method = exchange.getRequestMethod();
        if (!METHODS.contains(method)) {
            return refuse(405, "method must be GET or POST, got '%s'".formatted(method));
        }
        if (api && !token.isSameAs(headers.getFirst(TOKEN_HEADER))) {
            return refuse(
                    401, "%s must have the token of the URL that 'millrace console' prints".formatted(TOKEN_HEADER));
        }
        if (method.equals("POST") && !isJson(headers.getFirst("Content-Type"))) {
            return refuse(415, "content-type must be application/json");
        }
        return Optional.empty();
    }

    /** Not a frame: its destination is another. */
    private static boolean opensWindow(Headers headers) {
        return "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
                && "document".equals(headers.getFirst("Sec-Fetch-Dest"));
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.split(";", -1)[0].strip().equalsIgnoreCase("application/json");
    }

    private static Optional<RefusedRequest> refuse(int status, String message) {
        return Optional.of(new RefusedRequest(status, message));
    }
}

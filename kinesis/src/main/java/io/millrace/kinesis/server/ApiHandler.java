package io.millrace.kinesis.server;

import static java.util.Objects.requireNonNullElse;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.millrace.kinesis.api.Arns;
import io.millrace.kinesis.api.EventStreamWriter;
import io.millrace.kinesis.api.Operations;
import io.millrace.kinesis.api.Subscription;
import io.millrace.kinesis.api.Subscriptions;
import io.millrace.kinesis.codec.Codec;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.RequestReader;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Handles HTTP requests, and answers each in the encoding of the request. */
final class ApiHandler implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(ApiHandler.class.getName());
    private static final String TARGET_PREFIX = "Kinesis_20131202.";
    /** Enough for 10 MiB of records in base64, with their keys. */
    private static final int MAX_REQUEST_BYTES = 16 << 20;

    private static final Pattern SCOPE_REGION = Pattern.compile("Credential=[^/]+/[0-9]{8}/([a-z0-9-]+)/");
    private static final String DEFAULT_REGION = "us-east-1";
    private static final byte[] NO_MEMBERS = new byte[0];

    private final Operations operations;
    private final Subscriptions subscriptions;

    ApiHandler(Operations operations, Subscriptions subscriptions) {
        this.operations = operations;
        this.subscriptions = subscriptions;
    }

    @Override
    public void handle(HttpExchange exchange) {
        Codec codec =
                Codec.of(exchange.getRequestHeaders().getFirst("Content-Type")).orElse(Codec.JSON);
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        try (exchange) {
            answer(exchange, codec);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client closed its connection", e);
        }
    }

    private void answer(HttpExchange exchange, Codec codec) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES + 1);
        byte[] response;
        try {
            String operation = operation(exchange.getRequestHeaders(), body);
            if (operation.equals("SubscribeToShard")) {
                Subscription subscription =
                        subscriptions.open(RequestReader.read(body, codec, Subscriptions.SubscribeToShard.class));
                push(exchange, codec, subscription);
                return;
            }
            response = respond(operation, body, codec, new Arns(region(exchange.getRequestHeaders())));
        } catch (ApiException e) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", e.type());
            send(exchange, e.httpStatus(), codec, codec.write(e.body()));
            return;
        }
        send(exchange, 200, codec, response);
    }

    private static String operation(Headers headers, byte[] body) {
        if (body.length > MAX_REQUEST_BYTES) {
            throw ApiException.invalidArgument("a request must have at most " + MAX_REQUEST_BYTES + " bytes");
        }
        if (Codec.of(headers.getFirst("Content-Type")).isEmpty()) {
            throw ApiException.serialization("Content-Type must be " + Codec.JSON.contentType() + " or "
                    + Codec.CBOR.contentType() + ", got '" + headers.getFirst("Content-Type") + "'");
        }
        String target = requireNonNullElse(headers.getFirst("X-Amz-Target"), "");
        if (!target.startsWith(TARGET_PREFIX)) {
            throw ApiException.unknownOperation(
                    "X-Amz-Target must be " + TARGET_PREFIX + " and an operation, got '" + target + "'");
        }
        return target.substring(TARGET_PREFIX.length());
    }

    private byte[] respond(String operation, byte[] body, Codec codec, Arns arns) {
        try {
            Object response = operations.run(operation, body, codec, arns);
            return response == null ? NO_MEMBERS : codec.write(response);
        } catch (ApiException e) {
            throw e;
        } catch (ClosedChannelException e) {
            throw ApiException.resourceNotFound("the stream must exist, and was deleted during the request");
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, operation + " failed", e);
            throw ApiException.internalFailure("the server failed: " + e.getMessage());
        }
    }

    private static void send(HttpExchange exchange, int status, Codec codec, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", codec.contentType());
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void push(HttpExchange exchange, Codec codec, Subscription subscription) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", EventStreamWriter.CONTENT_TYPE);
        exchange.sendResponseHeaders(200, 0);
        subscription.run(new EventStreamWriter(exchange.getResponseBody(), codec));
    }

    private static String region(Headers headers) {
        Matcher scope = SCOPE_REGION.matcher(requireNonNullElse(headers.getFirst("Authorization"), ""));
        return scope.find() ? scope.group(1) : DEFAULT_REGION;
    }
}

package io.millrace.kinesis.server;

import static java.util.Objects.requireNonNullElse;

import io.millrace.kinesis.api.Arns;
import io.millrace.kinesis.api.EventStreamWriter;
import io.millrace.kinesis.api.Operations;
import io.millrace.kinesis.api.Subscription;
import io.millrace.kinesis.api.Subscriptions;
import io.millrace.kinesis.codec.Codec;
import io.millrace.kinesis.http.HttpExchange;
import io.millrace.kinesis.http.HttpServer;
import io.millrace.kinesis.request.ApiException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers each request in its own encoding. */
final class ApiHandler implements HttpServer.Handler {
    private static final System.Logger LOG = System.getLogger(ApiHandler.class.getName());
    private static final String TARGET_PREFIX = "Kinesis_20131202.";
    private static final String GET_RECORDS = "GetRecords";
    /** 10 MiB of records, as read from a file, and twice as base64: in parts, and as a whole. */
    private static final long GET_RECORDS_BYTES = 40 << 20;

    /** A subscription may begin its last event when its life ends; the client has 30 seconds to take it. */
    private static final Duration LONGEST_PUSH = Subscription.LIFE.plusSeconds(30);

    private static final Pattern SCOPE_REGION = Pattern.compile("Credential=[^/]+/[0-9]{8}/([a-z0-9-]+)/");
    private static final String DEFAULT_REGION = "us-east-1";
    private static final byte[] NO_MEMBERS = new byte[0];

    private final Operations operations;
    private final Subscriptions subscriptions;
    private final Executor subscriptionThreads;

    ApiHandler(Operations operations, Subscriptions subscriptions, Executor subscriptionThreads) {
        this.operations = operations;
        this.subscriptions = subscriptions;
        this.subscriptionThreads = subscriptionThreads;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Codec codec = Codec.of(exchange.header("Content-Type")).orElse(Codec.JSON);
        String requestId = UUID.randomUUID().toString();
        try {
            String operation = operation(exchange);
            if (operation.equals(Subscriptions.OPERATION)) {
                Subscription subscription = subscriptions.open(exchange.body(), codec);
                subscriptionThreads.execute(() -> push(exchange, codec, requestId, subscription));
                return;
            }
            if (operation.equals(GET_RECORDS)) {
                exchange.reserve(GET_RECORDS_BYTES);
            }
            byte[] response = respond(operation, exchange.body(), codec, new Arns(region(exchange)));
            exchange.send(200, Map.of("x-amzn-RequestId", requestId, "Content-Type", codec.contentType()), response);
        } catch (ApiException e) {
            Map<String, String> headers = Map.of(
                    "x-amzn-RequestId", requestId, "Content-Type", codec.contentType(), "x-amzn-ErrorType", e.type());
            exchange.send(e.httpStatus(), headers, codec.write(e.body()));
        }
    }

    private static String operation(HttpExchange exchange) {
        String contentType = exchange.header("Content-Type");
        if (Codec.of(contentType).isEmpty()) {
            throw ApiException.serialization("Content-Type must be " + Codec.JSON.contentType() + " or "
                    + Codec.CBOR.contentType() + ", got '" + contentType + "'");
        }
        String target = requireNonNullElse(exchange.header("X-Amz-Target"), "");
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

    private static void push(HttpExchange exchange, Codec codec, String requestId, Subscription subscription) {
        Map<String, String> headers =
                Map.of("x-amzn-RequestId", requestId, "Content-Type", EventStreamWriter.CONTENT_TYPE);
        try (OutputStream output = exchange.stream(headers, LONGEST_PUSH)) {
            subscription.run(new EventStreamWriter(output, codec), exchange.responses());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client closed its connection", e);
        } finally {
            subscription.end();
        }
    }

    private static String region(HttpExchange exchange) {
        Matcher scope = SCOPE_REGION.matcher(requireNonNullElse(exchange.header("Authorization"), ""));
        return scope.find() ? scope.group(1) : DEFAULT_REGION;
    }
}

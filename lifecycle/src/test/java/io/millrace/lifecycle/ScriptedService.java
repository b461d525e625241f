package io.millrace.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;

/**
 * The four services on loopback, with one application in them. It speaks their protocols, accepts calls as the service
 * does and remembers them; how an operation ends is up to the test.
 */
final class ScriptedService implements AutoCloseable {
    static final String STACK = "arn:aws:cloudformation:eu-west-1:111122223333:stack/lottery/1";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ServiceGateway gateway;
    private final TestClock clock;
    private final List<String> calls = new ArrayList<>();
    private final Map<String, List<String>> refusals = new HashMap<>();
    private final List<ObjectNode> operations = new ArrayList<>();
    private final List<HealthPoint> health = new ArrayList<>();
    private final List<LogEvent> log = new ArrayList<>();
    private final List<String> stackEvents = new ArrayList<>();
    private final List<ObjectNode> snapshots = new ArrayList<>();
    /** The names of all calls, in order. */
    private final List<String> requests = new ArrayList<>();

    private String metricRequest = "";
    private String logRequest = "";
    String status = "READY";
    String codeKey = "jobs/a.jar";
    String runtime = "FLINK-1_20";
    String runConfiguration = "{}";
    boolean exists = true;
    /** Of the stack. */
    String template = "{\"Resources\": {\"App\": {}, \"Lifecycle\": {}}}";
    /** Of the stack's application. */
    String physicalId = "lottery";

    int version = 2;
    /** Version that each operation led to; 0 when the service does not tell. */
    int updatedTo;
    /** Every page of the history has this many operations. */
    int pageSize = 50;
    /** How long each call takes that is neither of the stack nor of metrics. */
    Duration callTakes = Duration.ZERO;

    ScriptedService(TestClock clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        gateway = new ServiceGateway(
                configured(CloudFormationClient.builder()),
                configured(KinesisAnalyticsV2Client.builder()),
                configured(CloudWatchClient.builder()),
                configured(CloudWatchLogsClient.builder()),
                clock);
    }

    /** The same clients at each call, as in a function that is warm: creating them takes longer than all else. */
    ServiceGateway gateway() {
        return gateway;
    }

    /** Every call that changes something: its name and body. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized String metricRequest() {
        return metricRequest;
    }

    synchronized String logRequest() {
        return logRequest;
    }

    /** Makes the next calls of an action fail, each with one of the errors. */
    synchronized void refuse(String action, String... errors) {
        refusals.computeIfAbsent(action, unused -> new ArrayList<>()).addAll(List.of(errors));
    }

    /** Ends the newest operation, and leaves the application in a status. */
    synchronized void end(String operationStatus, String newStatus) {
        ObjectNode newest = operations.get(operations.size() - 1);
        newest.put("OperationStatus", operationStatus);
        newest.put("EndTime", seconds(clock.instant()));
        status = newStatus;
    }

    /** Ends the newest operation with an error, and leaves the application in a status. */
    synchronized void fail(String error, String newStatus) {
        operations.get(operations.size() - 1).put("Error", error);
        end("FAILED", newStatus);
    }

    /** An operation that another caller started. */
    synchronized void begin(String operation, String newStatus) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("Operation", operation);
        node.put("OperationId", "operation-" + (operations.size() + 1));
        node.put("OperationStatus", "IN_PROGRESS");
        node.put("StartTime", seconds(clock.instant()));
        operations.add(node);
        status = newStatus;
    }

    synchronized void forgetHistory() {
        operations.clear();
    }

    synchronized void report(double restarts, double runningMillis) {
        health.add(new HealthPoint(clock.instant(), restarts, runningMillis));
    }

    /** A minute of which the running time has not arrived. */
    synchronized void reportRestarts(double restarts) {
        report(restarts, Double.NaN);
    }

    /** The stack begins something, and works on a resource and a nested stack. */
    synchronized void stackBegins(String stackStatus) {
        stackEvents.add(0, stackEvent(STACK, stackStatus));
        stackWorks();
        stackEvents.add(0, stackEvent(STACK + "-nested", "UPDATE_ROLLBACK_IN_PROGRESS"));
    }

    /** The stack works on a resource. */
    synchronized void stackWorks() {
        stackEvents.add(0, stackEvent("bucket", "UPDATE_IN_PROGRESS"));
    }

    synchronized void snapshot(String name, String snapshotStatus) {
        ObjectNode snapshot = MAPPER.createObjectNode();
        snapshot.put("SnapshotName", name);
        snapshot.put("SnapshotStatus", snapshotStatus);
        snapshot.put("SnapshotCreationTimestamp", seconds(clock.instant().plusSeconds(snapshots.size())));
        snapshots.add(snapshot);
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized void write(String logEvent) {
        log.add(new LogEvent(clock.instant(), logEvent));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private <B extends AwsClientBuilder<B, C>, C> C configured(B builder) {
        return builder.overrideConfiguration(IsComplete.CALL_TIMEOUTS.toBuilder()
                        .retryStrategy(withoutWaits(IsComplete.CALL_TIMEOUTS))
                        .build())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .build();
    }

    /** As many attempts as the function's own clients make, at once. */
    private static RetryStrategy withoutWaits(ClientOverrideConfiguration configuration) {
        return AwsRetryStrategy.forRetryMode(configuration.retryMode().orElseThrow()).toBuilder()
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .build();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String answer;
            int code = 200;
            try {
                answer = target == null
                        ? query(body)
                        : answer(target.substring(target.indexOf('.') + 1), MAPPER.readTree(body));
            } catch (Refusal e) {
                code = e.getMessage().startsWith("Internal") ? 500 : 400;
                answer = target == null
                        ? "<ErrorResponse><Error><Code>%s</Code><Message>said %s</Message></Error></ErrorResponse>"
                                .formatted(e.getMessage(), e.getMessage())
                        : MAPPER.createObjectNode()
                                .put("__type", e.getMessage())
                                .put("message", "said " + e.getMessage())
                                .toString();
            }
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", target == null ? "text/xml" : "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized String answer(String action, JsonNode body) {
        requests.add(action);
        clock.pass(callTakes);
        refuseIfTold(action);
        if (!exists && !action.equals("FilterLogEvents")) {
            throw new Refusal("ResourceNotFoundException");
        }
        switch (action) {
            case "DescribeApplication":
                return describe();
            case "ListApplicationOperations":
                return list(body.path("NextToken").asInt(0));
            case "DescribeApplicationOperation":
                return describe(body.get("OperationId").asText());
            case "FilterLogEvents":
                return logs(body);
            case "ListApplicationSnapshots":
                return snapshots(body.path("NextToken").asInt(0));
            case "DeleteApplicationSnapshot":
                calls.add(action + " " + body.get("SnapshotName").asText());
                break;
            case "StartApplication":
                calls.add(action + " " + body);
                begin(action, "STARTING");
                break;
            case "StopApplication":
                calls.add(action + " " + body);
                begin(action, body.get("Force").asBoolean() ? "FORCE_STOPPING" : "STOPPING");
                break;
            case "UpdateApplication":
                calls.add(action + " " + body);
                begin(action, "UPDATING");
                break;
            case "RollbackApplication":
                calls.add(action + " " + body);
                begin(action, "ROLLING_BACK");
                break;
            default:
                throw new Refusal("InvalidAction");
        }
        return "{}";
    }

    private void refuseIfTold(String action) {
        List<String> errors = refusals.getOrDefault(action, List.of());
        if (!errors.isEmpty()) {
            throw new Refusal(errors.remove(0));
        }
    }

    /** Two snapshots per page. */
    private String snapshots(int from) {
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode page = answer.putArray("SnapshotSummaries");
        snapshots.stream().skip(from).limit(2).forEach(page::add);
        if (from + 2 < snapshots.size()) {
            answer.put("NextToken", Integer.toString(from + 2));
        }
        return answer.toString();
    }

    private String describe() {
        return read("""
                {"ApplicationDetail": {"ApplicationName": "lottery", "ApplicationStatus": "%s",
                  "ApplicationVersionId": %d, "RuntimeEnvironment": "%s",
                  "ApplicationConfigurationDescription": {
                    "RunConfigurationDescription": %s,
                    "ApplicationCodeConfigurationDescription": {"CodeContentDescription": {
                      "S3ApplicationCodeLocationDescription": {"FileKey": "%s"}}}}}}
                """.formatted(
                                status,
                                version,
                                runtime,
                                runConfiguration,
                                codeKey.replace("?versionId=", "\", \"ObjectVersion\": \"")))
                .toString();
    }

    private String list(int from) {
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode page = answer.putArray("ApplicationOperationInfoList");
        operations.stream().skip(from).limit(pageSize).forEach(page::add);
        if (from + pageSize < operations.size()) {
            answer.put("NextToken", Integer.toString(from + pageSize));
        }
        return answer.toString();
    }

    private String describe(String operationId) {
        for (ObjectNode operation : operations) {
            if (operation.get("OperationId").asText().equals(operationId)) {
                ObjectNode details = operation.deepCopy();
                if (updatedTo > 0) {
                    details.putObject("ApplicationVersionChangeDetails")
                            .put("ApplicationVersionUpdatedFrom", updatedTo - 1)
                            .put("ApplicationVersionUpdatedTo", updatedTo);
                }
                if (details.has("Error")) {
                    details.putObject("OperationFailureDetails")
                            .putObject("ErrorInfo")
                            .put("ErrorString", details.remove("Error").asText());
                }
                return MAPPER.createObjectNode()
                        .set("ApplicationOperationInfoDetails", details)
                        .toString();
            }
        }
        throw new Refusal("ResourceNotFoundException");
    }

    /** One event per page: a reader of the first page only would miss the newest event. */
    private String logs(JsonNode body) {
        logRequest = body.toString();
        Instant since = Instant.ofEpochMilli(body.get("startTime").asLong());
        List<String> found = log.stream()
                .filter(event -> !event.time.isBefore(since))
                .map(LogEvent::message)
                .toList();
        int index = body.path("nextToken").asInt(0);
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode events = answer.putArray("events");
        if (index < found.size()) {
            events.addObject().put("message", found.get(index));
        }
        if (index + 1 < found.size()) {
            answer.put("nextToken", Integer.toString(index + 1));
        }
        return answer.toString();
    }

    private String query(String body) {
        if (body.contains("Action=DescribeStackEvents")) {
            return events(body);
        }
        if (body.contains("Action=ListStackResources")) {
            return resources(body);
        }
        return body.contains("Action=GetTemplate")
                ? stackAnswer("GetTemplate", "TemplateBody", template)
                : metrics(body);
    }

    /** One resource per page; the lifecycle has the physical id of its application. */
    private String resources(String body) {
        return body.contains("NextToken=")
                ? stackAnswer(
                        "ListStackResources",
                        "StackResourceSummaries",
                        resource("App", physicalId, "AWS::KinesisAnalyticsV2::Application"))
                : stackAnswer(
                                "ListStackResources",
                                "StackResourceSummaries",
                                resource("Lifecycle", "lottery", "Custom::MillraceJobLifecycle"))
                        .replace("</StackResourceSummaries>", "</StackResourceSummaries><NextToken>1</NextToken>");
    }

    private static String resource(String logicalId, String physicalId, String type) {
        return ("<member><LogicalResourceId>%s</LogicalResourceId><PhysicalResourceId>%s</PhysicalResourceId>"
                        + "<ResourceType>%s</ResourceType></member>")
                .formatted(logicalId, physicalId, type);
    }

    private static String stackAnswer(String action, String member, String content) {
        return ("<%1$sResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><%1$sResult>"
                        + "<%2$s>%3$s</%2$s></%1$sResult></%1$sResponse>")
                .formatted(action, member, content);
    }

    private String stackEvent(String physicalId, String stackStatus) {
        return ("<member><StackId>%s</StackId><PhysicalResourceId>%s</PhysicalResourceId>"
                        + "<ResourceStatus>%s</ResourceStatus><Timestamp>%s</Timestamp></member>")
                .formatted(STACK, physicalId, stackStatus, clock.instant());
    }

    /** One event per page: a reader of the first page only would miss when the stack began. */
    private synchronized String events(String body) {
        requests.add("DescribeStackEvents");
        refuseIfTold("DescribeStackEvents");
        int index = body.contains("NextToken=") ? Integer.parseInt(body.replaceAll(".*NextToken=(\\d+).*", "$1")) : 0;
        return "<DescribeStackEventsResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\">"
                + "<DescribeStackEventsResult><StackEvents>"
                + (index < stackEvents.size() ? stackEvents.get(index) : "")
                + "</StackEvents>"
                + (index + 1 < stackEvents.size() ? "<NextToken>" + (index + 1) + "</NextToken>" : "")
                + "</DescribeStackEventsResult></DescribeStackEventsResponse>";
    }

    private synchronized String metrics(String body) {
        refuseIfTold("GetMetricData");
        metricRequest = URLDecoder.decode(body, UTF_8);
        return "<GetMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><GetMetricDataResult>"
                + "<MetricDataResults>" + metric("restarts", HealthPoint::restarts)
                + metric("running", HealthPoint::runningMillis)
                + "</MetricDataResults></GetMetricDataResult></GetMetricDataResponse>";
    }

    private String metric(String id, ToDoubleFunction<HealthPoint> value) {
        StringBuilder times = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (HealthPoint point : health) {
            if (!Double.isNaN(value.applyAsDouble(point))) {
                times.append("<member>").append(point.minute()).append("</member>");
                values.append("<member>").append(value.applyAsDouble(point)).append("</member>");
            }
        }
        return "<member><Id>%s</Id><Timestamps>%s</Timestamps><Values>%s</Values><StatusCode>Complete</StatusCode></member>"
                .formatted(id, times, values);
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    private record LogEvent(Instant time, String message) {}

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String error) {
            super(error);
        }
    }
}

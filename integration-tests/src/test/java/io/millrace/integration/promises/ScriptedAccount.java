package io.millrace.integration.promises;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.assembly.streams.kinesis.KinesisClients;
import io.millrace.assembly.template.Template;
import io.millrace.promises.AwsClients;
import io.millrace.promises.StageTemplates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;

/**
 * An account on loopback that a stage was deployed to. CloudFormation, Managed Flink and CloudWatch return what a test
 * scripts, in their own protocols; the streams are on a real Kinesis server.
 */
final class ScriptedAccount implements AutoCloseable {
    private static final String OK = "OK";

    private final Map<String, Template> templates;
    private final UnaryOperator<String> streamNames;
    private final URI kinesis;
    private final HttpServer server;

    /** Application to its status; {@code RUNNING} by default. */
    final Map<String, String> statuses = new HashMap<>();
    /** Alarm to its state; {@code OK} by default. */
    final Map<String, String> alarms = new HashMap<>();
    /** {@code <metric> of <dimension>} to its values, minute by minute; by default, a metric of an application is 0. */
    final Map<String, List<Double>> metrics = new HashMap<>();

    /** @param streamNames logical id to physical name */
    ScriptedAccount(StageTemplates stage, UnaryOperator<String> streamNames, URI kinesis) throws IOException {
        this.templates = stage.stage().templates().stream().collect(toMap(Template::stackName, template -> template));
        this.streamNames = streamNames;
        this.kinesis = kinesis;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    AwsClients clients() {
        return new AwsClients(
                connect(CloudFormationClient.builder()),
                KinesisClients.of(kinesis, "us-east-1"),
                connect(KinesisAnalyticsV2Client.builder()),
                connect(CloudWatchClient.builder()));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connect(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .build();
    }

    /** The physical name of a resource that is not a stream. */
    static String physical(String stack, String logicalId) {
        return stack + "-" + logicalId;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            boolean flink = exchange.getRequestHeaders().containsKey("X-Amz-Target");
            byte[] answer = (flink ? describeApplication(body) : answer(form(body))).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", flink ? "application/x-amz-json-1.1" : "text/xml");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
    }

    private String describeApplication(String body) throws IOException {
        String name = new ObjectMapper().readTree(body).get("ApplicationName").asText();
        return "{\"ApplicationDetail\":{\"ApplicationName\":\"%s\",\"ApplicationStatus\":\"%s\"}}"
                .formatted(name, statuses.getOrDefault(name, "RUNNING"));
    }

    private String answer(Map<String, String> request) {
        String action = request.get("Action");
        String result =
                switch (action) {
                    case "DescribeStacks" -> describe(templates.get(request.get("StackName")));
                    case "ListStackResources" -> resources(templates.get(request.get("StackName")));
                    case "DescribeAlarms" -> alarms(request);
                    case "GetMetricData" -> metric(request);
                    default -> throw new IllegalArgumentException(action);
                };
        return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, result);
    }

    private String describe(Template template) {
        String outputs = template.root().path("Outputs").properties().stream()
                .map(output -> "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
                        .formatted(
                                output.getKey(),
                                physicalId(
                                        template,
                                        output.getValue().at("/Value/Ref").asText())))
                .collect(joining());
        return "<Stacks><member><StackName>%s</StackName><Outputs>%s</Outputs></member></Stacks>"
                .formatted(template.stackName(), outputs);
    }

    private String physicalId(Template template, String logicalId) {
        return template.type(logicalId).equals("AWS::Kinesis::Stream")
                ? streamNames.apply(logicalId)
                : physical(template.stackName(), logicalId);
    }

    private String resources(Template template) {
        return template.logicalIds().stream()
                .map(id -> ("<member><LogicalResourceId>%s</LogicalResourceId><PhysicalResourceId>%s"
                                + "</PhysicalResourceId><ResourceType>%s</ResourceType></member>")
                        .formatted(id, physicalId(template, id), template.type(id)))
                .collect(joining("", "<StackResourceSummaries>", "</StackResourceSummaries>"));
    }

    /** The requested alarms; a request without names gets an alarm of another stack. */
    private String alarms(Map<String, String> request) {
        List<String> names = request.entrySet().stream()
                .filter(field -> field.getKey().startsWith("AlarmNames.member."))
                .map(Map.Entry::getValue)
                .toList();
        return (names.isEmpty() ? List.of("of-another-stack") : names)
                .stream()
                        .filter(name -> !alarms.getOrDefault(name, OK).equals("DELETED"))
                        .map(name -> ("<member><AlarmName>%s</AlarmName><StateValue>%s</StateValue>"
                                        + "<StateReason>1 datapoint</StateReason></member>")
                                .formatted(name, alarms.getOrDefault(name, OK)))
                        .collect(joining("", "<MetricAlarms>", "</MetricAlarms>"));
    }

    private String metric(Map<String, String> request) {
        String stat = "MetricDataQueries.member.1.MetricStat.";
        String asked = request.get(stat + "Metric.MetricName") + " of "
                + request.get(stat + "Metric.Dimensions.member.1.Value");
        boolean flink = "AWS/KinesisAnalytics".equals(request.get(stat + "Metric.Namespace"));
        String values = metrics.getOrDefault(asked, flink ? List.of(0.0) : List.of()).stream()
                .map("<member>%s</member>"::formatted)
                .collect(joining());
        return ("<MetricDataResults><member><Id>requested</Id><Values>%s</Values><StatusCode>Complete</StatusCode></member>"
                        + "</MetricDataResults>")
                .formatted(values);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.millrace.kinesis.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** What goes over the wire, without an SDK. */
class HttpTest {
    private static final String JSON = "application/x-amz-json-1.1";
    private static final String CBOR = "application/x-amz-cbor-1.1";

    @RegisterExtension
    final LocalKinesis kinesis = new LocalKinesis();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void jsonHasBase64BlobsAndTimestampsInSeconds() throws Exception {
        kinesis.create("orders", 1);
        json(send("PutRecord", "{'StreamName':'orders','PartitionKey':'k','Data':'aGVsbG8='}"));
        String iterator = json(send(
                        "GetShardIterator",
                        "{'StreamName':'orders','ShardId':'shardId-000000000000','ShardIteratorType':'AT_TIMESTAMP',"
                                + "'Timestamp':1767268799.999}"))
                .get("ShardIterator")
                .textValue();

        HttpResponse<byte[]> response = send("GetRecords", "{'ShardIterator':'" + iterator + "'}");

        assertThat(response.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(new String(response.body(), UTF_8))
                .contains("\"Data\":\"aGVsbG8=\"")
                .contains("\"ApproximateArrivalTimestamp\":1767268800.000");
    }

    @Test
    void cborHasBytesAndTaggedTimestampsInMilliseconds() throws Exception {
        kinesis.create("orders", 1);
        kinesis.put("orders", "k", "hello");
        ObjectMapper cbor = new ObjectMapper(new CBORFactory());
        String iterator = kinesis.iterator("orders", "shardId-000000000000", ShardIteratorType.TRIM_HORIZON);

        HttpResponse<byte[]> response = http.send(
                request("GetRecords", CBOR, cbor.writeValueAsBytes(Collections.singletonMap("ShardIterator", iterator)))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("Content-Type")).contains(CBOR);
        JsonNode record = cbor.readTree(response.body()).get("Records").get(0);
        assertThat(record.get("Data").isBinary()).isTrue();
        assertThat(record.get("Data").binaryValue()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(record.get("ApproximateArrivalTimestamp").longValue()).isEqualTo(1_767_268_800_000L);
        // tag 1, then an unsigned number of 8 bytes
        assertThat(response.body()).containsSequence(0xC1, 0x1B, 0x00, 0x00, 0x01, 0x9B, 0x79, 0x6D, 0xD6, 0x00);
    }

    @Test
    void anErrorIsNamedInTheHeaderAndTheBody() throws Exception {
        HttpResponse<byte[]> response = send("DescribeStream", "{'StreamName':'orders'}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("ResourceNotFoundException");
        assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(new String(response.body(), UTF_8))
                .isEqualTo("{\"__type\":\"ResourceNotFoundException\","
                        + "\"message\":\"stream 'orders' must exist; create it first\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            DescribeDreams       | {}                                 | UnknownOperationException | the operation must be one of the service, got 'DescribeDreams'
            CreateStream         | {                                  | SerializationException    | the request cannot be read: Unexpected end-of-input
            CreateStream         | []                                 | SerializationException    | the request must be a structure
            CreateStream         | null                               | SerializationException    | the request must be a structure
            CreateStream         | {}{}                               | SerializationException    | the request must end after its structure
            CreateStream         | {'StreamName':23}                  | SerializationException    | StreamName must be of type String, got VALUE_NUMBER_INT
            CreateStream         | {'StreamName':'s','ShardCount':'1'} | SerializationException   | ShardCount must be of type Integer, got VALUE_STRING
            CreateStream         | {'StreamName':'s','ShardCount':0.5} | ValidationException      | 1 validation error detected: Value '0' at 'shardCount'
            CreateStream         | {'StreamName':'s','ShardCount':1e999999999} | ValidationException | 1 validation error detected: Value '2147483647' at 'shardCount'
            CreateStream         | {'StreamName':null}                | ValidationException       | 1 validation error detected: Value null at 'streamName'
            PutRecord            | {'StreamName':'s','Data':'?'}      | SerializationException    | Data must be base64:
            PutRecord            | {'StreamName':'s','Data':'YQ'}     | SerializationException    | Data must be base64, padded to a multiple of 4 characters
            PutRecord            | {'StreamName':'s','Data':'YR=='}   | SerializationException    | Data must be base64, padded to a multiple of 4 characters
            PutRecord            | {'StreamName':'s'}                 | ValidationException       | 2 validation errors detected: Value null at 'data' failed to satisfy constraint: Member must not be null; Value null at 'partitionKey'
            PutRecords           | {'StreamName':'s','Records':[null]} | ValidationException      | 1 validation error detected: Value null at 'records.1.member'
            ListShards           | {'StreamName':'s','ShardFilter':{}} | ValidationException      | 1 validation error detected: Value null at 'shardFilter.type'
            AddTagsToStream      | {'StreamName':'s','Tags':{'k':null}} | ValidationException     | 1 validation error detected: Value '{k=null}' at 'tags'
            GetRecords           | {'ShardIterator':'i','Limit':true} | SerializationException    | Limit must be of type Integer, got VALUE_TRUE
            GetShardIterator     | {'Timestamp':'1'}                  | SerializationException    | Timestamp must be of type timestamp, got VALUE_STRING
            DeleteStream         | {'EnforceConsumerDeletion':'true'} | SerializationException    | EnforceConsumerDeletion must be of type Boolean, got VALUE_STRING
            """)
    void aRequestThatCannotBeReadIsRefused(String operation, String body, String type, String message)
            throws Exception {
        HttpResponse<byte[]> response = send(operation, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("__type").textValue()).isEqualTo(type);
        assertThat(json(response).get("message").textValue()).startsWith(message);
    }

    @Test
    void membersThatTheServerDoesNotKnowAreLeftAlone() throws Exception {
        HttpResponse<byte[]> response =
                send("CreateStream", "{'StreamName':'orders','ShardCount':1,'Colour':{'is':['blue']}}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void chainsOfCborTagsAreRefusedBeforeTheyAreRead() throws Exception {
        byte[] body = new byte[500_000];
        Arrays.fill(body, (byte) 0xC1);

        HttpResponse<byte[]> response =
                http.send(request("ListStreams", CBOR, body).build(), BodyHandlers.ofByteArray());

        assertThat(new ObjectMapper(new CBORFactory())
                        .readTree(response.body())
                        .get("message")
                        .textValue())
                .isEqualTo("the request cannot be read: a value must have at most 16 tags");
    }

    @Test
    void theCaseOfTheContentTypeDoesNotMatter() throws Exception {
        HttpResponse<byte[]> response = http.send(
                request("ListStreams", "Application/X-AMZ-JSON-1.1", "{}".getBytes(UTF_8))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void otherEncodingsAndServicesAreRefused() throws Exception {
        HttpResponse<byte[]> xml =
                http.send(request("ListStreams", "text/xml", new byte[0]).build(), BodyHandlers.ofByteArray());
        HttpResponse<byte[]> get =
                http.send(HttpRequest.newBuilder(kinesis.endpoint()).build(), BodyHandlers.ofByteArray());
        HttpResponse<byte[]> other = http.send(
                request("ListStreams", JSON, "{}".getBytes(UTF_8))
                        .setHeader("X-Amz-Target", "DynamoDB_20120810.ListTables")
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(json(xml).get("__type").textValue()).isEqualTo("SerializationException");
        assertThat(json(get).get("__type").textValue()).isEqualTo("SerializationException");
        assertThat(json(other).get("__type").textValue()).isEqualTo("UnknownOperationException");
        assertThat(json(other).get("message").textValue())
                .isEqualTo(
                        "X-Amz-Target must be Kinesis_20131202. and an operation, got 'DynamoDB_20120810.ListTables'");
    }

    @Test
    void arnsHaveTheRegionThatTheRequestIsSignedFor() throws Exception {
        kinesis.create("orders", 1);
        HttpRequest.Builder request = request("ListStreams", JSON, "{}".getBytes(UTF_8));

        assertThat(arn(request.build())).isEqualTo("arn:aws:kinesis:us-east-1:000000000000:stream/orders");
        assertThat(arn(request.header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=AKID/20260101/ap-south-1/kinesis/aws4_request, Signature=x")
                        .build()))
                .isEqualTo("arn:aws:kinesis:ap-south-1:000000000000:stream/orders");
    }

    /** The JDK's client sets Host by itself, so that this speaks HTTP by hand. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            Host: attacker.example,                                       403
            Host: attacker.example:80,                                    403
            Host: 127.0.0.1.attacker.example,                             403
            Host: localhost.,                                             403
            Host: localhost; Origin: http://attacker.example,             403
            Host: localhost:1; Origin: http://localhost:2,                403
            Host: localhost; Origin: null,                                403
            Host: localhost:1; Origin: https://localhost,                 403
            Accept: text/html,                                            403
            Accept: text/html; Origin: http://attacker.example,           403
            Host: localhost,                                              200
            Host: LOCALHOST:80,                                           200
            Host: 127.0.0.1,                                              200
            Host: [::1]:8080,                                             200
            Host: localhost:1; Origin: http://localhost:1,                200
            Host: localhost:1; Origin: https://LOCALHOST:1,               200
            """)
    void pagesOfOtherOriginsAreRefused(String headers, int status) throws Exception {
        assertThat(raw("POST / HTTP/1.1\r\n" + headers.replace("; ", "\r\n")
                        + "\r\nX-Amz-Target: Kinesis_20131202.ListStreams\r\nContent-Type: " + JSON
                        + "\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "POST / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 17000000\\r\\nConnection: close\\r\\n\\r\\n, 413",
        "NONSENSE\\r\\n\\r\\n, 400",
        "POST / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: -1\\r\\n\\r\\n, 400"
    })
    void whatIsNotARequestIsRefused(String request, int status) throws Exception {
        String head = request.replace("\\r\\n", "\r\n");
        assertThat(raw(status == 413 ? head + " ".repeat(17_000_000) : head)).startsWith("HTTP/1.1 " + status);
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(kinesis.endpoint().getHost(), kinesis.endpoint().getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void theServerListensOnTheLoopbackInterfaceOnly() throws Exception {
        assertThat(kinesis.endpoint().getHost()).isEqualTo("127.0.0.1");
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();

        // another loopback address, so that there is always one to be refused at
        assertRefused(InetAddress.getByName("127.0.0.2"));
        others.forEach(this::assertRefused);
    }

    private void assertRefused(InetAddress address) {
        assertThatThrownBy(() -> new Socket(address, kinesis.endpoint().getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    private String arn(HttpRequest request) throws IOException, InterruptedException {
        return json(http.send(request, BodyHandlers.ofByteArray()))
                .at("/StreamSummaries/0/StreamARN")
                .textValue();
    }

    /** The body may have single quotes for double ones. */
    private HttpResponse<byte[]> send(String operation, String body) throws IOException, InterruptedException {
        byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
        return http.send(request(operation, JSON, bytes).build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String operation, String contentType, byte[] body) {
        return HttpRequest.newBuilder(kinesis.endpoint())
                .header("X-Amz-Target", "Kinesis_20131202." + operation)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}

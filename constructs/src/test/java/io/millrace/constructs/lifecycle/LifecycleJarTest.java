package io.millrace.constructs.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar that is deployed to Lambda, with nothing else on its class path. */
class LifecycleJarTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "aws.region", "eu-west-1",
            "aws.accessKeyId", "id",
            "aws.secretAccessKey", "key");

    private final List<String> targets = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void aServiceWithoutAnApplication() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            targets.add(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            byte[] answer = "{\"__type\": \"ResourceNotFoundException\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(400, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        ENVIRONMENT.forEach(System::setProperty);
        System.setProperty(
                "aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void close() {
        ENVIRONMENT.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.endpointUrl");
        server.stop(0);
    }

    @Test
    void bothFunctionsRunFromIt() throws Exception {
        Map<String, Object> properties =
                Map.of("ApplicationName", "lottery", "RuntimeEnvironment", "FLINK-1_20", "TimeoutSeconds", "60");
        Map<String, Object> event =
                Map.of("RequestType", "Delete", "PhysicalResourceId", "lottery", "ResourceProperties", properties);

        try (LifecycleJar jar = LifecycleJar.extract();
                URLClassLoader loader = new URLClassLoader(
                        new URL[] {jar.file().toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Map<?, ?> noted = call(loader, "OnEvent", event);
            assertThat(noted.get("PhysicalResourceId")).isEqualTo("lottery");

            assertThat(call(
                            loader,
                            "IsComplete",
                            Map.of(
                                    "RequestType",
                                    "Delete",
                                    "StackId",
                                    "stack",
                                    "ResourceProperties",
                                    properties,
                                    "Data",
                                    noted.get("Data"))))
                    .isEqualTo(Map.of("IsComplete", true));
        }
        assertThat(targets).containsExactly("KinesisAnalytics_20180523.ListApplicationOperations");
    }

    @Test
    void nothingIsLeftBehind() {
        Path file;
        try (LifecycleJar jar = LifecycleJar.extract()) {
            file = jar.file();
            assertThat(file).isNotEmptyFile();
        }

        assertThat(Files.exists(file.getParent())).isFalse();
    }

    private static Map<?, ?> call(ClassLoader loader, String handler, Map<String, Object> event) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> type = loader.loadClass("io.millrace.lifecycle." + handler);
            Class<?> context = loader.loadClass("com.amazonaws.services.lambda.runtime.Context");
            return (Map<?, ?>) type.getMethod("handleRequest", Map.class, context)
                    .invoke(type.getConstructor().newInstance(), event, context(loader, context));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Object context(ClassLoader loader, Class<?> type) throws ClassNotFoundException {
        InvocationHandler silent = (proxy, method, arguments) -> null;
        Object logger = Proxy.newProxyInstance(
                loader,
                new Class<?>[] {loader.loadClass("com.amazonaws.services.lambda.runtime.LambdaLogger")},
                silent);
        return Proxy.newProxyInstance(
                loader,
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().equals("getLogger") ? logger : null);
    }
}

package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One request of CloudFormation, passed through both functions as CDK's provider does. */
final class Deploy implements AutoCloseable {
    final TestClock clock = new TestClock();
    final ScriptedService service = new ScriptedService(clock);
    private final Map<String, String> properties = new TreeMap<>(Map.ofEntries(
            Map.entry("ApplicationName", "lottery"),
            Map.entry("LogGroupName", "logs"),
            Map.entry("CodeKey", "jobs/a.jar"),
            Map.entry("RuntimeEnvironment", "FLINK-1_20"),
            Map.entry("ConfigurationHash", "1"),
            Map.entry("ConfigurationReferences", ""),
            Map.entry("RoleArn", "arn:aws:iam::111122223333:role/lottery"),
            Map.entry("PermissionsHash", "1"),
            Map.entry("PermissionsReferences", ""),
            Map.entry("RestoreType", "RESTORE_FROM_LATEST_SNAPSHOT"),
            Map.entry("SnapshotName", ""),
            Map.entry("SnapshotArn", ""),
            Map.entry("AllowNonRestoredState", "false"),
            Map.entry("VerifySeconds", "300"),
            Map.entry("MaxRestarts", "0"),
            Map.entry("TimeoutSeconds", "1800"),
            Map.entry("SnapshotsKept", "2"),
            Map.entry("StopMode", "WITH_SNAPSHOT")));
    private final Map<String, String> oldProperties = new TreeMap<>(properties);
    private Map<String, Object> event = Map.of();
    private final List<String> log = new ArrayList<>();
    private int minutesRunning;

    Deploy() throws IOException {}

    /** Declares a property; the old properties of an update do not change. */
    Deploy declare(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** What the template before an update declared. */
    Deploy declareBefore(String name, String value) {
        oldProperties.put(name, value);
        return this;
    }

    /** Sends a request to the first function. */
    Map<String, Object> request(String type) {
        Map<String, Object> sent = new HashMap<>();
        sent.put("RequestType", type);
        sent.put("StackId", ScriptedService.STACK);
        sent.put("ResourceProperties", properties);
        if (type.equals("Update")) {
            sent.put("OldResourceProperties", oldProperties);
        }
        if (!type.equals("Create")) {
            sent.put("PhysicalResourceId", "lottery");
        }
        Map<String, Object> answer = new OnEvent(clock).handleRequest(sent, context());
        sent.putAll(answer);
        event = sent;
        return answer;
    }

    /** The stack begins an update, or something else. */
    Deploy stackBegins(String status) {
        service.stackBegins(status);
        clock.pass(Duration.ofSeconds(5));
        return this;
    }

    /** Sends the request of the stack's rollback, which declares again what was declared before. */
    void requestRollback() {
        Map<String, String> failed = new TreeMap<>(properties);
        properties.clear();
        properties.putAll(oldProperties);
        oldProperties.clear();
        oldProperties.putAll(failed);
        request("Update");
    }

    /** Asks the second function once, some seconds after the last time. */
    boolean isComplete() {
        clock.pass(Duration.ofSeconds(15));
        return (boolean) new IsComplete(service.gateway(), clock)
                .handleRequest(event, context())
                .get("IsComplete");
    }

    void isNotCompleteYet() {
        assertThat(isComplete()).as("complete").isFalse();
    }

    /** Asks the second function once; it must throw. */
    String failure() {
        Throwable failure = catchThrowable(this::isComplete);
        assertThat(failure).isInstanceOf(DeployFailedException.class);
        return failure.getMessage();
    }

    /** Every line that the functions have logged. */
    List<String> log() {
        return log;
    }

    /** Advances the clock by minutes in which the job runs without a restart. */
    void runsFor(int minutes) {
        for (int i = 0; i < minutes; i++) {
            clock.pass(Duration.ofMinutes(1));
            minutesRunning++;
            service.report(0, minutesRunning * 60_000);
        }
    }

    /** The service submits the job again, as it does when it scales it. */
    void isSubmittedAnew() {
        minutesRunning = 0;
    }

    @Override
    public void close() {
        service.close();
    }

    private Context context() {
        LambdaLogger logger = new LambdaLogger() {
            @Override
            public void log(String message) {
                log.add(message);
            }

            @Override
            public void log(byte[] message) {
                throw new UnsupportedOperationException("the functions log text");
            }
        };
        return (Context) Proxy.newProxyInstance(
                Deploy.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> method.getName().equals("getLogger") ? logger : null);
    }
}

package io.millrace.constructs.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;

/** A shard answers 5 GetRecords a second to all who poll it, which one reader at the connector's default uses up. */
class PollersTest {
    @TempDir
    Path assembly;

    private Stack stack;
    private EventStream stream;

    @BeforeEach
    void define() {
        stack = new Stack(new App(AppProps.builder().outdir(assembly.toString()).build()), "Stack");
        stream = stream("named", RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    }

    @Test
    void oneReaderPollsAsOftenAsTheConnectorDoes() {
        stream.grantRead(role("Only"));

        assertNoWarning();
    }

    @Test
    void twoAtTheConnectorsIntervalAreTooMany() {
        stream.grantRead(role("One"));
        stream.grantRead(role("Other"));

        Annotations.fromStack(stack)
                .hasWarning(
                        "/Stack/named",
                        Match.stringLikeRegexp(
                                "^a shard answers at most 5 GetRecords a second, for all who poll it, got"
                                        + " 10\\.0 from Stack/One, Stack/Other; set the pollInterval of each input to 500 ms or"
                                        + " more, or read by enhanced fan-out with a FanOutConsumer.*"));
    }

    @Test
    void twoThatPollHalfAsOftenAreNot() {
        stream.grantRead(role("One"), Duration.ofMillis(500));
        stream.grantRead(role("Other"), Duration.ofMillis(500));

        assertNoWarning();
    }

    @Test
    void aReaderByFanOutDoesNotPoll() {
        stream.grantRead(role("One"));
        new FanOutConsumer(stack, "Consumer", new FanOutConsumerProps(stream, "other")).grantRead(role("Other"));

        assertNoWarning();
    }

    @Test
    void aNameThatOutlivesAFailedCreationIsAWarning() {
        stream("always", RemovalPolicy.RETAIN);

        Annotations.fromStack(stack)
                .hasWarning(
                        "/Stack/always",
                        Match.stringLikeRegexp("^if the deployment that creates the stream fails, the stream stays.*"
                                + "use RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE.*"));
        assertThat(Annotations.fromStack(stack).findWarning("/Stack/named", Match.anyValue()))
                .isEmpty();
    }

    private void assertNoWarning() {
        Annotations.fromStack(stack).hasNoWarning("*", Match.anyValue());
    }

    private EventStream stream(String name, RemovalPolicy policy) {
        return new EventStream(
                stack,
                name,
                EventStreamProps.builder()
                        .streamName(name)
                        .removalPolicy(policy)
                        .build());
    }

    private Role role(String id) {
        return Role.Builder.create(stack, id)
                .assumedBy(new AccountRootPrincipal())
                .build();
    }
}

package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.Stage;
import io.millrace.rehearsal.result.Change.Kind;
import io.millrace.rehearsal.result.Rule;
import org.junit.jupiter.api.Test;

/** What is in a nested stack is not looked into. */
class NestedStacksTest {
    private final Deployments deployments = new Deployments();

    @Test
    void aNestedStackWhoseTemplateOrParametersChangeIsALoss() {
        deployments.succeed(nesting("'TemplateURL': 'https://s3/a.json', 'Parameters': {'Name': 'orders'}"));

        assertThat(Deployments.sentences(deployments.deploy(
                        nesting("'TemplateURL': 'https://s3/b.json', 'Parameters': {'Name': 'orders'}"))))
                .containsExactly(
                        "a nested stack would change its TemplateURL, and what that does to its resources is not rehearsed;"
                                + " see with 'cdk diff' that none with data is deleted or replaced");
        assertThat(deployments.deploy(nesting("'TemplateURL': 'https://s3/b.json', 'Parameters': {'Name': 'bills'}")))
                .satisfies(result -> {
                    assertThat(Deployments.rules(result)).containsExactly(Rule.NESTED_CHANGED);
                    assertThat(Deployments.sentences(result).get(0))
                            .startsWith("a nested stack would change its Parameters,");
                    assertThat(Deployments.kind(result, "Nested")).isEqualTo(Kind.UPDATED);
                });
    }

    @Test
    void aNestedStackThatStaysIsNoLossAndOneThatGoesIs() {
        deployments.succeed(nesting("'TemplateURL': 'https://s3/a.json'"));
        deployments.succeed(nesting("'TemplateURL': 'https://s3/a.json', 'TimeoutInMinutes': 5"));

        assertThat(Deployments.rules(deployments.deploy(shop(stream("Orders", "")))))
                .containsExactly(Rule.DELETED);
    }

    private static Stage nesting(String properties) {
        return shop(resource("Nested", "AWS::CloudFormation::Stack", properties));
    }
}

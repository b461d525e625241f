package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class TemplateResolverTest {
    private static final String ORDERS = stream("Orders", "'Name': 'orders'");

    private final Deployments deployments = new Deployments();

    @Test
    void attributesAndArnsFollowTheName() {
        JsonNode properties = resolved("'A': {'Fn::GetAtt': ['Orders', 'Arn']}, 'B': {'Fn::GetAtt': ['Report', 'Arn']},"
                + " 'C': {'Fn::GetAtt': ['Orders', 'StreamId']}");

        assertThat(properties)
                .extracting(JsonNode::asText)
                .containsExactly(
                        "arn:aws:kinesis:eu-west-1:000000000000:orders",
                        "arn:aws:custom:eu-west-1:000000000000:shop-Report-000000000001",
                        "orders.StreamId");
    }

    /** In an object and in a list; the reference stays as it is. */
    @Test
    void theRestOfAValueWithADynamicReferenceIsResolved() {
        JsonNode properties = resolved("'Secret': '{{resolve:ssm:s}}', 'Stream': {'Ref': 'Orders'}, 'None': {'Ref':"
                + " 'AWS::NoValue'}, 'List': ['{{resolve:ssm:l}}', {'Ref': 'Orders'}, {'Ref': 'AWS::NoValue'}]");

        assertThat(properties)
                .hasToString("{'Secret':'{{resolve:ssm:s}}','Stream':'orders','List':['{{resolve:ssm:l}}','orders']}"
                        .replace('\'', '"'));
    }

    private JsonNode resolved(String properties) {
        deployments.succeed(shop(
                ORDERS,
                resource("Report", "Custom::Report", ""),
                resource("Reader", "AWS::Lambda::Function", properties)));
        return deployments.resource("shop", "Reader").properties();
    }
}

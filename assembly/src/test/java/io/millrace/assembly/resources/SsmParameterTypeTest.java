package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SsmParameterTypeTest {
    private static final String PARAMETER =
            "'P': {'Type': 'AWS::SSM::Parameter', 'Properties': {'Name': '%s', 'Type': 'String', 'Value': 'b-1'}}";

    @Test
    void anArnHasNoSecondSlashBeforeTheName() {
        assertThat(arn("/shop/brokers")).isEqualTo("arn:aws:ssm:us-east-1:000000000000:parameter/shop/brokers");
        assertThat(arn("brokers")).isEqualTo("arn:aws:ssm:us-east-1:000000000000:parameter/brokers");
    }

    private static String arn(String name) {
        return SmallStage.resolve("{'Fn::GetAtt': ['P', 'Arn']}", PARAMETER.formatted(name));
    }
}

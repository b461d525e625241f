package io.millrace.constructs.lifecycle;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyDocument;

/**
 * The length of a policy as IAM counts it, without spaces. What only the deploy knows counts as short as it usually is at
 * least.
 */
final class PolicyLength {
    /** A name that CloudFormation generates ends in a hyphen and 12 characters. */
    private static final int NAME = 16;

    private static final int ARN = 40;

    private static final Map<String, Integer> PSEUDO_PARAMETERS = Map.of(
            "AWS::AccountId",
            12,
            "AWS::Partition",
            "aws".length(),
            "AWS::Region",
            "eu-west-1".length(),
            "AWS::StackId",
            90);

    private PolicyLength() {}

    static int atLeast(PolicyDocument document, Stack stack) {
        return ofValue(stack.resolve(document));
    }

    private static int ofValue(Object value) {
        if (value instanceof List<?> list) {
            int elements = list.stream().mapToInt(PolicyLength::ofValue).sum();
            return "[]".length() + elements + Math.max(0, list.size() - 1);
        }
        if (value instanceof Map<?, ?> map && !Fingerprint.isIntrinsic(map)) {
            int members = map.entrySet().stream()
                    .mapToInt(member -> ofValue(member.getKey()) + ":".length() + ofValue(member.getValue()))
                    .sum();
            return "{}".length() + members + Math.max(0, map.size() - 1);
        }
        return "''".length() + ofText(value);
    }

    private static int ofText(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return String.valueOf(value).length();
        }
        if (map.get("Fn::Join") instanceof List<?> join && join.get(1) instanceof List<?> parts) {
            int separators = String.valueOf(join.get(0)).length() * Math.max(0, parts.size() - 1);
            return separators + parts.stream().mapToInt(PolicyLength::ofText).sum();
        }
        if (map.get("Fn::GetAtt") instanceof List<?> attribute && "Arn".equals(attribute.get(1))) {
            return ARN;
        }
        return PSEUDO_PARAMETERS.getOrDefault(String.valueOf(map.get("Ref")), NAME);
    }
}

package io.millrace.constructs.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final Map<String, Object> STREAM = Map.of("Ref", "Stream");
    private static final Map<String, Object> IMPORTED = Map.of("Fn::ImportValue", "other:Stream");

    @Test
    void theOrderOfMembersDoesNotMatter() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", "2");
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", "2");
        other.put("a", 1);

        assertThat(Fingerprint.hash(one)).isEqualTo(Fingerprint.hash(other)).matches("[0-9a-f]{64}");
    }

    @Test
    void everyDifferenceMatters() {
        assertThat(List.of(
                        Fingerprint.hash(Map.of("a", "1")),
                        Fingerprint.hash(Map.of("a", "2")),
                        Fingerprint.hash(Map.of("b", "1")),
                        Fingerprint.hash(Map.of("a", List.of("1"))),
                        Fingerprint.hash(Map.of("a", List.of("1", "2"))),
                        Fingerprint.hash(Map.of("a", List.of("2", "1"))),
                        Fingerprint.hash(Map.of("a", List.of("1,2"))),
                        Fingerprint.hash(Map.of("a", List.of("1',1'2"))),
                        Fingerprint.hash(Map.of("a", STREAM))))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatOnlyTheDeployKnowsIsReferredToOnce() {
        Map<String, Object> join = Map.of("Fn::Join", List.of("", List.of("x", STREAM)));

        assertThat(Fingerprint.references(
                        Map.of("a", STREAM, "b", List.of(IMPORTED, STREAM), "c", "text", "d", join, "e", 1)))
                .isEqualTo(Map.of("Fn::Join", List.of("\n", List.of(STREAM, IMPORTED, join))));
    }

    /** CloudFormation joins texts only. */
    @Test
    void aListThatOnlyTheDeployKnowsIsJoinedFirst() {
        Map<String, Object> subnets = Map.of("Ref", "Subnets");
        Map<String, Object> split = Map.of("Fn::Split", List.of(",", IMPORTED));

        assertThat(Fingerprint.references(Map.of("SubnetIds", subnets))).isEqualTo(joined(subnets));
        assertThat(Fingerprint.references(Map.of("securityGroupIds", subnets))).isEqualTo(joined(subnets));
        assertThat(Fingerprint.references(Map.of("ApplicationConfiguration.VpcConfigurations.0.SubnetIds", subnets)))
                .isEqualTo(joined(subnets));
        assertThat(Fingerprint.references(Map.of("Resource", split))).isEqualTo(joined(split));
        assertThat(Fingerprint.references(Map.of("SubnetIds", List.of(subnets))))
                .isEqualTo(Map.of("Fn::Join", List.of("\n", List.of(subnets))));
    }

    private static Object joined(Object list) {
        return Map.of("Fn::Join", List.of("\n", List.of(Map.of("Fn::Join", List.of(",", list)))));
    }

    @Test
    void aConfigurationOfTextsRefersToNothing() {
        assertThat(Fingerprint.references(Map.of("Fn", "text", "Reference", List.of("x"))))
                .isEqualTo("");
    }
}

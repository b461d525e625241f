package com.example.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;

/** The constructs make what one would write by hand. */
class BillingStackTest {
    private static Map<String, Map<String, Object>> constructs;
    private static Map<String, Map<String, Object>> handwritten;

    @BeforeAll
    static void synthesise() {
        App app = new App();
        BillingStack billing = new BillingStack(app, "billing", BillingApp.PROPS);
        HandwrittenStack byHand = new HandwrittenStack(app, "by-hand", BillingApp.PROPS);
        constructs = resources(Template.fromStack(billing));
        handwritten = resources(Template.fromStack(byHand));
    }

    @Test
    void theApplicationIsTheSame() {
        assertEquals(handwritten.keySet(), constructs.keySet());
        assertEquals(
                handwritten.get("AWS::KinesisAnalyticsV2::Application").get("Properties"),
                constructs.get("AWS::KinesisAnalyticsV2::Application").get("Properties"));
        assertEquals(
                handwritten.get("AWS::KinesisAnalyticsV2::Application").get("DeletionPolicy"),
                constructs.get("AWS::KinesisAnalyticsV2::Application").get("DeletionPolicy"));
    }

    @Test
    void theRoleMayDoTheSame() {
        assertEquals(permissions(handwritten), permissions(constructs));
    }

    /** Action and resource of each permission, with the references between resources left out. */
    private static Set<String> permissions(Map<String, Map<String, Object>> template) {
        Map<?, ?> properties = (Map<?, ?>) template.get("AWS::IAM::Policy").get("Properties");
        Set<String> permissions = new TreeSet<>();
        for (Object entry : (List<?>) ((Map<?, ?>) properties.get("PolicyDocument")).get("Statement")) {
            Map<?, ?> statement = (Map<?, ?>) entry;
            for (Object action : list(statement.get("Action"))) {
                permissions.add(
                        action + " " + String.valueOf(statement.get("Resource")).replaceAll("Ref=\\w+", "Ref"));
            }
        }
        assertEquals(List.of("billing"), properties.get("Roles"));
        return permissions;
    }

    private static Collection<?> list(Object value) {
        return value instanceof Collection<?> many ? many : List.of(value);
    }

    /** The one resource of each type. */
    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> resources(Template template) {
        Map<String, Map<String, Object>> byType = new HashMap<>();
        List<String> types = new ArrayList<>();
        ((Map<String, Map<String, Object>>) template.toJSON().get("Resources")).forEach((id, resource) -> {
            types.add(String.valueOf(resource.get("Type")));
            byType.put(String.valueOf(resource.get("Type")), resource);
        });
        assertEquals(new HashSet<>(types).size(), types.size(), types.toString());
        return byType;
    }
}

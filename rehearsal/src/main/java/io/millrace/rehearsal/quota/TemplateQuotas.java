package io.millrace.rehearsal.quota;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.template.Template;
import io.millrace.rehearsal.result.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The quotas of a template, which CloudFormation checks before it changes anything ("CloudFormation quotas"). */
public final class TemplateQuotas {
    private static final int BYTES = 1_048_576;
    private static final int RESOURCES = 500;
    private static final int OUTPUTS = 200;
    private static final int PARAMETERS = 200;
    private static final int MAPPINGS = 200;
    private static final int DYNAMIC_REFERENCES = 60;
    private static final int STACK_NAME = 128;
    private static final Pattern DYNAMIC_REFERENCE = Pattern.compile("\\{\\{resolve:[^}]*}}");

    private TemplateQuotas() {}

    public static List<Finding> check(Template template) {
        JsonNode root = template.root();
        String text = root.toString();
        List<Finding> findings = new ArrayList<>();
        Quota.of("bytes of a template", BYTES).check(text.getBytes(UTF_8).length, template.stackName(), findings);
        Quota.of("resources of a stack", RESOURCES)
                .check(root.path("Resources").size(), template.stackName(), findings);
        Quota.of("outputs of a stack, exports among them", OUTPUTS)
                .check(root.path("Outputs").size(), template.stackName(), findings);
        Quota.of("parameters of a stack", PARAMETERS)
                .check(root.path("Parameters").size(), template.stackName(), findings);
        Quota.of("mappings of a stack", MAPPINGS).check(root.path("Mappings").size(), template.stackName(), findings);
        Quota.of("dynamic references of a template", DYNAMIC_REFERENCES)
                .check((int) DYNAMIC_REFERENCE.matcher(text).results().count(), template.stackName(), findings);
        Quota.of("characters of a stack's name", STACK_NAME)
                .check(template.stackName().length(), template.stackName(), findings);
        return findings;
    }
}

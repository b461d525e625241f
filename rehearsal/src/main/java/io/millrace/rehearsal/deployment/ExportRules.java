package io.millrace.rehearsal.deployment;

import io.millrace.rehearsal.result.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The rules for exports and imports, and for references to other stacks' outputs. */
final class ExportRules {
    private final StackOperation operation;
    private final String region;

    ExportRules(StackOperation operation) {
        this.operation = operation;
        this.region = operation.template.region();
    }

    void checkImports(Collection<String> imports, List<TemplateResolver.StackOutput> outputs) {
        for (String name : imports) {
            if (operation.account.exported(region, name).isEmpty()) {
                operation.find(
                        Rule.IMPORT_WITHOUT_EXPORT,
                        name,
                        "import must be an export of a deployed stack, got '%s'; deploy the stack that exports it before"
                                .formatted(name));
            }
        }
        for (TemplateResolver.StackOutput output : outputs) {
            if (operation
                    .account
                    .output(output.stack(), output.region(), output.name())
                    .isEmpty()) {
                operation.find(
                        Rule.IMPORT_WITHOUT_EXPORT,
                        output.name(),
                        "output must be one of a deployed stack, got '%s' of %s; deploy that stack before"
                                .formatted(output.name(), output.stack()));
            }
        }
    }

    void checkExports(Map<String, String> exports) {
        for (String name : exports.keySet()) {
            operation
                    .account
                    .exporter(region, name)
                    .filter(stack -> !stack.name().equals(operation.template.stackName()))
                    .ifPresent(stack -> operation.find(
                            Rule.EXPORT_TAKEN,
                            name,
                            "export must have a name of its own, but stack %s exports '%s' already; rename it"
                                    .formatted(stack.name(), name)));
        }
        if (operation.before != null) {
            operation.before.exports().forEach((name, value) -> {
                if (!value.equals(exports.get(name))) {
                    checkUnused(name, exports.containsKey(name) ? "changed" : "removed");
                }
            });
        }
    }

    private void checkUnused(String name, String change) {
        List<String> importers = operation.account.importers(region, name);
        if (!importers.isEmpty()) {
            operation.find(
                    Rule.EXPORT_IN_USE,
                    name,
                    "export '%s' must stay as it is while %s import%s it, but it would be %s; keep it, with exportValue() in a CDK stack, until no deployed stack imports it"
                            .formatted(name, String.join(", ", importers), importers.size() == 1 ? "s" : "", change));
        }
    }
}

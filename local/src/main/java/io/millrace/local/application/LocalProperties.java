package io.millrace.local.application;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.local.server.LocalServer;
import io.millrace.local.server.PropertyGroupRewriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An application's property groups as it gets them here: the template's, with the addresses of the local servers in
 * every group that binds a stream, and the URL of a file instead of a secret's ARN.
 *
 * @param changes what was done, such as {@code added key=value to}, and the ids of the groups it was done to
 */
record LocalProperties(Map<String, Map<String, String>> groups, Map<String, Set<String>> changes) {
    private static final JsonMapper JSON = new JsonMapper();

    LocalProperties {
        groups = Map.copyOf(groups);
        changes = Map.copyOf(changes);
    }

    static LocalProperties of(
            ApplicationPlan application, DeploymentPlan plan, Map<LocalServer, String> servers, LocalSecrets secrets) {
        Map<String, Map<String, String>> groups = new TreeMap<>();
        Map<String, Set<String>> changes = new TreeMap<>();
        application.propertyGroups().forEach((id, given) -> {
            PropertyGroupRewriter group = new PropertyGroupRewriter(given);
            servers.forEach((server, address) -> server.connect(group, plan, address));
            secrets.connect(group);
            groups.put(id, group.properties());
            group.changes().forEach(change -> changes.computeIfAbsent(change, each -> new TreeSet<>())
                    .add(id));
        });
        return new LocalProperties(groups, changes);
    }

    /**
     * Writes the groups where {@code KinesisAnalyticsRuntime.getApplicationProperties()} finds them: it looks for a resource
     * {@code config.properties}, of which that of the cluster's program is the first on the class path.
     */
    void write(ApplicationDirectory directory) {
        List<Map<String, Object>> json = new ArrayList<>();
        new TreeMap<>(groups).forEach((id, properties) -> {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("PropertyGroupId", id);
            group.put("PropertyMap", properties);
            json.add(group);
        });
        try {
            Files.write(
                    directory.propertyGroups(),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/** What the function reads of the stack that sent a request. */
final class OwnStack {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String APPLICATION = "AWS::KinesisAnalyticsV2::Application";
    /** Pages of 100 events: more than a deploy of the largest stack has. */
    private static final int EVENT_PAGES = 20;
    /** The stack deletes what its template does not have any more, and keeps the rest. */
    private static final Set<String> CLEANS_UP =
            Set.of("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");

    private final CloudFormationClient stacks;

    OwnStack(CloudFormationClient stacks) {
        this.stacks = requireNonNull(stacks, "stacks is null");
    }

    StackPhase phase(CustomResourceRequest request) {
        return StackPhase.of(request.startedAt(), newestEvent(request));
    }

    /**
     * Whether the stack that deletes a lifecycle keeps its application: the template has it, under the name that it has in the
     * request. An application that leaves the stack is still among the stack's resources then, and one that is replaced still
     * in its template.
     */
    boolean keepsApplication(CustomResourceRequest request) {
        return newestEvent(request)
                .filter(event -> CLEANS_UP.contains(event.status()))
                .flatMap(event -> logicalId(request))
                .filter(logicalId -> isInTemplate(request, logicalId))
                .isPresent();
    }

    private Optional<StackPhase.Event> newestEvent(CustomResourceRequest request) {
        // newest first: older events say nothing more
        return stacks.describeStackEventsPaginator(describe -> describe.stackName(request.stackId())).stream()
                .limit(EVENT_PAGES)
                .flatMap(page -> page.stackEvents().stream())
                .filter(event -> request.stackId().equals(event.physicalResourceId()))
                .findFirst()
                .map(event -> new StackPhase.Event(event.timestamp(), event.resourceStatusAsString()));
    }

    /** The lifecycle itself has the same physical id. */
    private Optional<String> logicalId(CustomResourceRequest request) {
        return stacks.listStackResourcesPaginator(list -> list.stackName(request.stackId())).stream()
                .flatMap(page -> page.stackResourceSummaries().stream())
                .filter(resource -> APPLICATION.equals(resource.resourceType())
                        && request.applicationName().equals(resource.physicalResourceId()))
                .findFirst()
                .map(StackResourceSummary::logicalResourceId);
    }

    private boolean isInTemplate(CustomResourceRequest request, String logicalId) {
        String template =
                stacks.getTemplate(get -> get.stackName(request.stackId())).templateBody();
        try {
            return MAPPER.readTree(template).path("Resources").has(logicalId);
        } catch (JsonProcessingException e) {
            // not a template of the CDK
            return false;
        }
    }
}

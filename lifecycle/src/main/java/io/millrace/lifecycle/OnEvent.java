package io.millrace.lifecycle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.millrace.contract.lifecycle.LifecycleProperties;
import java.time.Clock;
import java.util.Map;

/**
 * The first function: records when a request arrived. It calls no service, so it cannot fail half way. {@link IsComplete}
 * does everything else, in as many calls as necessary.
 */
public final class OnEvent implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final Clock clock;

    /** For Lambda. */
    public OnEvent() {
        this(Clock.systemUTC());
    }

    OnEvent(Clock clock) {
        this.clock = clock;
    }

    /**
     * @return the physical id, which is the application's name: CloudFormation then treats another application as another
     *     resource, and deletes the old one, which stops its job
     */
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        boolean delete = EventFields.text(event, "RequestType").equals("Delete");
        return Map.of(
                "PhysicalResourceId",
                delete
                        ? EventFields.text(event, "PhysicalResourceId")
                        : EventFields.text(
                                EventFields.map(event, "ResourceProperties"), LifecycleProperties.APPLICATION_NAME),
                "Data",
                Map.of(CustomResourceRequest.STARTED_AT, clock.instant().toString()));
    }
}

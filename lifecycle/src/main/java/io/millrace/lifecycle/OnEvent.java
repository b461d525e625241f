package io.millrace.lifecycle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.util.Map;

/**
 * The first function: notes when a request arrived. It calls no service, so it cannot fail half way; everything else is
 * done by {@link IsComplete}, which may look as often as it takes.
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
     * @return the physical id, which is the application's name: another application is another resource, and
     *     CloudFormation then stops the old one
     */
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        boolean delete = Events.text(event, "RequestType").equals("Delete");
        return Map.of(
                "PhysicalResourceId",
                delete
                        ? Events.text(event, "PhysicalResourceId")
                        : Events.text(Events.map(event, "ResourceProperties"), "ApplicationName"),
                "Data",
                Map.of(Request.STARTED_AT, clock.instant().toString()));
    }
}

package io.millrace.constructs.scaling;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.services.ssm.IStringParameter;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/**
 * The parallelism that scaling has chosen for an application: a parameter that {@link ApplicationScaling} writes and every
 * deploy of the application reads.
 *
 * <p>It is state, and belongs with the streams in a stack that is deployed before the application's. Deploying that stack
 * does not change the chosen value, because the value in the template stays the same.
 */
public final class DesiredParallelism extends Construct {
    private final StringParameter parameter;
    private final String parameterName;
    private final int initial;

    public DesiredParallelism(Construct scope, String id, DesiredParallelismProps props) {
        super(scope, id);
        this.parameterName = requireNonNull(props, "props is null").parameterName();
        this.initial = props.initial();
        this.parameter = StringParameter.Builder.create(this, "Resource")
                .parameterName(parameterName)
                .description("Parallelism of a Flink application, as its scaling decided")
                .stringValue(Integer.toString(initial))
                .allowedPattern("^[1-9][0-9]*$")
                .build();
    }

    public String parameterName() {
        return parameterName;
    }

    public int initial() {
        return initial;
    }

    IStringParameter parameter() {
        return parameter;
    }
}

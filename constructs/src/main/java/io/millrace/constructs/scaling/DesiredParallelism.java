package io.millrace.constructs.scaling;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.ssm.IStringParameter;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/**
 * The parallelism that scaling has chosen for an application: a parameter that {@link ApplicationScaling} writes and every
 * deploy of the application reads.
 *
 * <p>It is state, and belongs with the streams in a stack that is deployed before the application's. CloudFormation writes
 * the template's value again whenever it updates the resource, so the resource has no tags of its own. A tag of the whole
 * stack is passed on to it nevertheless: when you change one, deploy that stack alone, and wait for the next look of the
 * scaling, which stores the parallelism that is running, before you deploy the application.
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
        if (parameter.getNode().getDefaultChild() instanceof CfnResource resource) {
            resource.addPropertyDeletionOverride("Tags");
        }
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

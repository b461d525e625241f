package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.iam.IRole;

/**
 * What is known about an application that this app does not define. Immutable.
 *
 * @param role the role that it runs as; without one, CDK prints what is granted to the application
 * @param securityGroups of an application in a VPC
 * @param runtime which the names of its metrics depend on
 * @param metricsLevel which the dimensions of its metrics depend on
 */
public record FlinkApplicationAttributes(
        String applicationArn,
        Optional<IRole> role,
        List<ISecurityGroup> securityGroups,
        FlinkRuntime runtime,
        MetricsLevel metricsLevel) {
    public FlinkApplicationAttributes {
        requireNonNull(applicationArn, "applicationArn is null");
        requireNonNull(role, "role is null");
        securityGroups = List.copyOf(securityGroups);
        requireNonNull(runtime, "runtime is null");
        requireNonNull(metricsLevel, "metricsLevel is null");
    }

    /** Starts with an ARN such as {@code arn:aws:kinesisanalytics:eu-west-1:111122223333:application/billing}. */
    public static Builder builder(String applicationArn) {
        return new Builder(applicationArn);
    }

    /** Builds the attributes. */
    public static final class Builder {
        private final String applicationArn;
        private Optional<IRole> role = Optional.empty();
        private List<ISecurityGroup> securityGroups = List.of();
        private FlinkRuntime runtime = FlinkRuntime.FLINK_1_20;
        private MetricsLevel metricsLevel = MetricsLevel.APPLICATION;

        private Builder(String applicationArn) {
            this.applicationArn = applicationArn;
        }

        /** Unknown by default. */
        public Builder role(IRole jobs) {
            this.role = Optional.of(jobs);
            return this;
        }

        /** None by default. */
        public Builder securityGroups(List<ISecurityGroup> groups) {
            this.securityGroups = groups;
            return this;
        }

        /** {@link FlinkRuntime#FLINK_1_20} by default. */
        public Builder runtime(FlinkRuntime version) {
            this.runtime = version;
            return this;
        }

        /** {@link MetricsLevel#APPLICATION} by default. */
        public Builder metricsLevel(MetricsLevel level) {
            this.metricsLevel = level;
            return this;
        }

        public FlinkApplicationAttributes build() {
            return new FlinkApplicationAttributes(applicationArn, role, securityGroups, runtime, metricsLevel);
        }
    }
}

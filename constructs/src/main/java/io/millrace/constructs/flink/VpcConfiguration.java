package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import java.util.List;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;

/**
 * The network of an application (property {@code VpcConfigurations}, of which the service takes one). Immutable.
 *
 * <p>Each KPU takes an address in its subnet, and scaling adds the new KPUs before the old ones go: plan addresses for
 * twice the KPUs. A job in a VPC reaches nothing outside it without a NAT gateway, or endpoints for everything it calls:
 * Kinesis ({@code kinesis-streams}) and, with customer managed keys, KMS. The service itself loads the jar and writes logs
 * and metrics from outside the VPC.
 *
 * @param subnets 1 to 16 subnets of the VPC
 * @param securityGroups 0 to 5; with none, the application gets its own, which allows all outbound traffic
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/vpc.html">Access resources in a VPC</a>
 */
public record VpcConfiguration(IVpc vpc, SubnetSelection subnets, List<ISecurityGroup> securityGroups) {
    public VpcConfiguration {
        requireNonNull(vpc, "vpc is null");
        requireNonNull(subnets, "subnets is null");
        securityGroups = List.copyOf(securityGroups);
    }

    /** The private subnets with a route out, and a security group of the application's own. */
    public static VpcConfiguration of(IVpc vpc) {
        return builder(vpc).build();
    }

    public static Builder builder(IVpc vpc) {
        return new Builder(vpc);
    }

    /** Builds the configuration. */
    public static final class Builder {
        private final IVpc vpc;
        private SubnetSelection subnets = SubnetSelection.builder()
                .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                .build();
        private List<ISecurityGroup> securityGroups = List.of();

        private Builder(IVpc vpc) {
            this.vpc = vpc;
        }

        /** The private subnets with a route out by default. */
        public Builder subnets(SubnetSelection selection) {
            this.subnets = selection;
            return this;
        }

        /** A group of the application's own by default. */
        public Builder securityGroups(List<ISecurityGroup> groups) {
            this.securityGroups = groups;
            return this;
        }

        public VpcConfiguration build() {
            return new VpcConfiguration(vpc, subnets, securityGroups);
        }
    }
}

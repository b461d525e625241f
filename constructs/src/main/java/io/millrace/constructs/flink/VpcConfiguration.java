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
 * <p>Each KPU takes an address in its subnet, and so does each new one while the application is scaled: count on twice
 * the KPUs. From within a VPC the job reaches nothing outside of it by itself. It needs a NAT gateway, or endpoints for
 * all it calls: Kinesis ({@code kinesis-streams}) and, with keys of one's own, KMS. The service itself loads the jar and
 * writes logs and metrics from outside.
 *
 * @param vpc the network
 * @param subnets which subnets of it; 1 to 16
 * @param securityGroups 0 to 5; with none, the application gets a group of its own that lets everything out
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/vpc.html">Access resources in a VPC</a>
 */
public record VpcConfiguration(IVpc vpc, SubnetSelection subnets, List<ISecurityGroup> securityGroups) {
    public VpcConfiguration {
        requireNonNull(vpc, "vpc is null");
        requireNonNull(subnets, "subnets is null");
        securityGroups = List.copyOf(securityGroups);
    }

    /** The private subnets that have a way out, and a security group of the application's own. */
    public static VpcConfiguration of(IVpc vpc) {
        return new VpcConfiguration(
                vpc,
                SubnetSelection.builder()
                        .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                        .build(),
                List.of());
    }

    public VpcConfiguration subnets(SubnetSelection changed) {
        return new VpcConfiguration(vpc, changed, securityGroups);
    }

    public VpcConfiguration securityGroups(List<ISecurityGroup> changed) {
        return new VpcConfiguration(vpc, subnets, changed);
    }
}

package io.millrace.constructs.flink;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.Connections;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpcEndpoint;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SelectedSubnets;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.VpcConfigurationProperty;
import software.constructs.Construct;
import software.constructs.IDependable;

/** An application's network interfaces in a VPC, and the permissions that its role needs to create them. */
final class VpcAttachment extends Construct {
    private static final int MAX_SUBNETS = 16;
    private static final int MAX_SECURITY_GROUPS = 5;

    private final List<IDependable> waysOut;
    private final List<String> subnetIds;
    private final List<ISecurityGroup> securityGroups;

    VpcAttachment(Construct scope, String id, VpcConfiguration configuration) {
        super(scope, id);
        SelectedSubnets subnets = configuration.vpc().selectSubnets(configuration.subnets());
        this.subnetIds = subnets.getSubnetIds();
        this.waysOut = new ArrayList<>(List.of(subnets.getInternetConnectivityEstablished()));
        configuration.vpc().getNode().findAll().stream()
                .filter(IVpcEndpoint.class::isInstance)
                .forEach(waysOut::add);
        this.securityGroups = configuration.securityGroups().isEmpty()
                ? List.of(SecurityGroup.Builder.create(this, "SecurityGroup")
                        .vpc(configuration.vpc())
                        .description("Flink application " + scope.getNode().getPath())
                        .build())
                : configuration.securityGroups();
    }

    Connections connections() {
        return Connections.Builder.create().securityGroups(securityGroups).build();
    }

    /**
     * The routes out of the subnets, and the VPC's endpoints that exist so far, where they are in this app. A job that starts
     * before them reaches nothing.
     */
    IDependable[] waysOut() {
        return waysOut.toArray(IDependable[]::new);
    }

    VpcConfigurationProperty property() {
        return VpcConfigurationProperty.builder()
                .subnetIds(subnetIds)
                .securityGroupIds(securityGroupIds())
                .build();
    }

    List<String> violations() {
        List<String> violations = new ArrayList<>();
        if (!Token.isUnresolved(subnetIds) && (subnetIds.isEmpty() || subnetIds.size() > MAX_SUBNETS)) {
            violations.add(String.format(
                    "an application must have 1 to %d subnets, got %d; select others with VpcConfiguration.subnets",
                    MAX_SUBNETS, subnetIds.size()));
        }
        if (securityGroups.size() > MAX_SECURITY_GROUPS) {
            violations.add(String.format(
                    "an application must have at most %d security groups, got %d; merge some",
                    MAX_SECURITY_GROUPS, securityGroups.size()));
        }
        return violations;
    }

    /**
     * Grants what the service does as the application's role, for the interfaces in these subnets only. The Describe
     * actions of EC2 cannot be limited to one network.
     *
     * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/vpc-permissions.html">VPC permissions</a>
     */
    void grantAttach(IGrantable grantee) {
        String interfaces = arn("network-interface", "*", Stack.of(this).getAccount());
        grant(
                grantee,
                List.of("*"),
                "ec2:DescribeDhcpOptions",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs");
        grant(grantee, List.of(interfaces), "ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterface");

        List<String> parts = new ArrayList<>(List.of(interfaces));
        if (Token.isUnresolved(subnetIds)) {
            parts.add(arn("subnet", "*", "*"));
        } else {
            subnetIds.forEach(subnet -> parts.add(arn("subnet", subnet, "*")));
        }
        securityGroupIds().forEach(group -> parts.add(arn("security-group", group, "*")));
        grant(grantee, parts, "ec2:CreateNetworkInterface");
    }

    private List<String> securityGroupIds() {
        return securityGroups.stream().map(ISecurityGroup::getSecurityGroupId).toList();
    }

    /** @param account any account for resources that the owner of a shared VPC may own */
    private String arn(String resource, String name, String account) {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("ec2")
                        .resource(resource)
                        .resourceName(name)
                        .account(account)
                        .build());
    }

    private static void grant(IGrantable grantee, List<String> resources, String... actions) {
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of(actions))
                .resourceArns(resources)
                .build());
    }
}

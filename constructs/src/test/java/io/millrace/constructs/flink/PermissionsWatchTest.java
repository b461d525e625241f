package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.ssm.StringParameter;

/** A change of what a given role may do starts the watch, wherever the role's stack says it. */
class PermissionsWatchTest {
    private static final List<Way> WAYS = List.of(
            new Way("an inline policy of the role", (stack, action) -> role(stack)
                    .inlinePolicies(Map.of("Inline", document(action)))
                    .build()),
            new Way("a managed policy that the role names", (stack, action) -> role(stack)
                    .managedPolicies(List.of(managed(stack, action).build()))
                    .build()),
            new Way("a managed policy that names the role", (stack, action) -> {
                Role role = role(stack).build();
                managed(stack, action).roles(List.of(role)).build();
                return role;
            }),
            new Way("a policy that names the role", (stack, action) -> {
                Role role = role(stack).build();
                Policy.Builder.create(stack, "Policy")
                        .document(document(action))
                        .roles(List.of(role))
                        .build();
                return role;
            }),
            new Way("what is too much for the role's default policy", (stack, action) -> {
                Role role = role(stack).build();
                // no two of them fit into one statement
                IntStream.range(0, 150)
                        .forEach(i -> role.addToPolicy(PolicyStatement.Builder.create()
                                .sid("Read" + i)
                                .actions(List.of(i == 149 ? action : "s3:GetObject"))
                                .resources(List.of("arn:aws:s3:::models/" + i))
                                .build()));
                return role;
            }));

    private static SynthesisedStack ofTheRole;
    private static SynthesisedStack ofTheApplication;
    private static List<List<JsonNode>> properties;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        App app = new App(
                AppProps.builder().outdir(folder.resolve("assembly").toString()).build());
        Path jar = TestJar.declaringLottery(folder);
        List<List<Stack>> stacks = IntStream.range(0, WAYS.size())
                .mapToObj(i -> Stream.of("s3:GetObject", "s3:PutObject")
                        .map(action -> stack(app, "Way" + i + action.substring(3), jar, action, WAYS.get(i)))
                        .toList())
                .toList();
        Stack roles = new Stack(app, "Roles");
        Role role = role(roles).build();
        StringParameter secret =
                StringParameter.Builder.create(roles, "Own").stringValue("x").build();
        secret.grantRead(role);
        Stack applications = stack(app, "Applications", jar, "", new Way("", (stack, action) -> role));

        ofTheApplication = SynthesisedStack.of(applications);
        ofTheRole = SynthesisedStack.of(roles);
        properties = stacks.stream()
                .map(pair -> pair.stream()
                        .map(stack -> SynthesisedStack.of(stack).properties("Custom::MillraceJobLifecycle"))
                        .toList())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void aChangeIsSeen(String name, int index) {
        List<JsonNode> pair = properties.get(index);

        assertThat(pair.get(0).get("PermissionsHash")).isNotEqualTo(pair.get(1).get("PermissionsHash"));
    }

    static Stream<Arguments> ways() {
        return IntStream.range(0, WAYS.size())
                .mapToObj(i -> Arguments.of(WAYS.get(i).name(), i));
    }

    /** An export in use cannot be deleted: the role's stack must stay free to change what the role may do. */
    @Test
    void nothingIsExportedOfARoleOfAnotherStackButTheRole() {
        assertThat(ofTheRole.outputs().keySet())
                .hasSize(2)
                .allMatch(output ->
                        output.startsWith("ExportsOutputFnGetAttRole") || output.startsWith("ExportsOutputRefRole"));
        assertThat(ofTheApplication
                        .properties("Custom::MillraceJobLifecycle")
                        .get("PermissionsReferences")
                        .toString())
                .contains("LotteryEvents");
    }

    private static Stack stack(App app, String id, Path jar, String action, Way way) {
        LotterySpecimen specimen = new LotterySpecimen(app, id, jar);
        specimen.define(specimen.application()
                .role(way.role().apply(specimen.stack, action))
                .lifecycle(Lifecycle.defaults()));
        return specimen.stack;
    }

    private static Role.Builder role(Stack stack) {
        return Role.Builder.create(stack, "Role").assumedBy(new ServicePrincipal("kinesisanalytics.amazonaws.com"));
    }

    private static ManagedPolicy.Builder managed(Stack stack, String action) {
        return ManagedPolicy.Builder.create(stack, "Managed").document(document(action));
    }

    private static PolicyDocument document(String action) {
        return PolicyDocument.Builder.create()
                .statements(List.of(PolicyStatement.Builder.create()
                        .actions(List.of(action))
                        .resources(List.of("arn:aws:s3:::models/*"))
                        .build()))
                .build();
    }

    private record Way(String name, BiFunction<Stack, String, IRole> role) {}
}

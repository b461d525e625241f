package io.millrace.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.account.DeployedResource;
import io.millrace.rehearsal.account.DeployedStack;
import io.millrace.rehearsal.deployment.Failure;
import io.millrace.rehearsal.deployment.StageDeployment;
import io.millrace.rehearsal.result.Change;
import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StackResult;
import io.millrace.rehearsal.result.StageResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Random evolutions of a small app, with failures at random: each deployment is refused with a sentence, or the account is as the
 * templates say; and in either case it is in order.
 */
class EvolutionTest {
    private static final List<String> STREAMS = List.of("Orders", "Payments", "Alerts");

    /**
     * A stage: a stack of streams, and a stack for each job, which reads streams.
     *
     * @param exportsAll whether all streams are exported, or only those that a job reads
     * @param names whether the streams have names of their own
     */
    record App(
            Set<String> streams,
            List<Set<String>> jobs,
            boolean exportsAll,
            boolean names,
            boolean protects,
            String policy,
            int shards) {

        Stage stage() {
            List<StackArtifact> stacks = new ArrayList<>();
            Set<String> read = new TreeSet<>();
            jobs.forEach(read::addAll);
            stacks.add(stack(
                    "state",
                    streams.stream().map(this::stream).toList(),
                    streams.stream()
                            .filter(stream -> exportsAll || read.contains(stream))
                            .map(SmallRelease::export)
                            .toList()));
            for (int i = 0; i < jobs.size(); i++) {
                List<String> resources = new ArrayList<>();
                jobs.get(i).forEach(stream -> resources.add(SmallRelease.importing("Read" + stream, stream)));
                resources.add(SmallRelease.resource("Alarm", "AWS::CloudWatch::Alarm", "'Threshold': " + shards));
                stacks.add(stack("job" + i, resources, List.of()));
            }
            return SmallRelease.stage(stacks.toArray(StackArtifact[]::new));
        }

        private String stream(String id) {
            String name = names ? "'Name': '%s', ".formatted(id) : "";
            return SmallRelease.resource(id, "AWS::Kinesis::Stream", name + "'ShardCount': " + shards, policy);
        }

        private StackArtifact stack(String name, List<String> resources, List<String> outputs) {
            StackArtifact stack = SmallRelease.stackOf(
                    name,
                    SmallRelease.template(resources.toArray(String[]::new), String.join(",", outputs)),
                    name.equals("state") ? new String[0] : new String[] {"state"});
            return protects ? SmallRelease.withTerminationProtection(stack) : stack;
        }
    }

    /** A deployment of a version of the app, and which of its resources fails; none if it has fewer. */
    record Deployment(App app, int failsAt, boolean alsoOnRollback) {}

    @Property(tries = 400)
    void aDeploymentIsRefusedWithASentenceOrDone(@ForAll("evolutions") List<Deployment> evolution) {
        AccountModel account = new AccountModel();
        for (Deployment deployment : evolution) {
            Stage stage = deployment.app().stage();
            Failure failure = failure(account, deployment, stage);

            StageResult result = StageDeployment.deploy(account, stage, failure);

            Statistics.label("outcome").collect(result.succeeded() ? "done" : failure == null ? "refused" : "failed");
            requireOrder(account, deployment.alsoOnRollback());
            if (result.succeeded()) {
                requireAsTemplatesSay(account, stage);
                assertThat(StageDeployment.deploy(account.copy(), stage, null).stacks())
                        .as("a repeat changes nothing")
                        .allMatch(stack ->
                                stack.changes().stream().allMatch(change -> change.kind() == Change.Kind.KEPT));
            } else if (failure == null) {
                assertThat(refusals(result)).as("why the deployment failed").isNotEmpty();
                assertThat(refusals(result))
                        .allMatch(finding -> finding.sentence().contains("must")
                                || finding.sentence().contains("cannot"));
            }
            if (deployment.alsoOnRollback()) {
                break; // somebody has to repair the stack
            }
        }
        Statistics.label("outcome").coverage(outcomes -> {
            outcomes.check("done").percentage(percentage -> percentage > 20);
            outcomes.check("refused").percentage(percentage -> percentage > 10);
            outcomes.check("failed").percentage(percentage -> percentage > 20);
        });
    }

    /**
     * When every stream is exported for ever, none has a name and a failed creation leaves nothing behind, jobs and their bindings
     * come and go: whatever failed, the same release can be deployed again, and so can the one before.
     */
    @Property(tries = 200)
    void anAppThatFollowsTheRulesIsNeverRefused(@ForAll("bindings") List<Deployment> evolution) {
        AccountModel account = new AccountModel();
        Stage former = evolution.get(0).app().stage();
        for (Deployment deployment : evolution) {
            Stage stage = deployment.app().stage();
            StageDeployment.deploy(account, stage, failure(account, deployment, stage));

            AccountModel back = account.copy();
            StageResult rolledBack = StageDeployment.deploy(back, former, null);
            StageResult repeated = StageDeployment.deploy(account, stage, null);

            assertThat(rolledBack.succeeded()).as("%s", rolledBack.findings()).isTrue();
            requireOrder(back, false);
            assertThat(repeated.succeeded()).as("%s", repeated.findings()).isTrue();
            requireOrder(account, false);
            former = stage;
        }
    }

    @Provide
    Arbitrary<List<Deployment>> evolutions() {
        Arbitrary<App> apps = Combinators.combine(
                        Arbitraries.of(STREAMS).set(),
                        Arbitraries.of(STREAMS).set().list().ofMaxSize(2),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of("Delete", "Retain", "RetainExceptOnCreate"),
                        Arbitraries.integers().between(1, 3))
                .as((streams, jobs, exportsAll, names, protects, policy, shards) ->
                        new App(with(streams, jobs), jobs, exportsAll, names, protects, policy, shards));
        return deployments(apps, Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)));
    }

    @Provide
    Arbitrary<List<Deployment>> bindings() {
        Arbitrary<App> apps = Combinators.combine(
                        Arbitraries.of(STREAMS).set().list().ofMaxSize(3),
                        Arbitraries.integers().between(1, 2))
                .as((jobs, shards) -> new App(
                        new LinkedHashSet<>(STREAMS), jobs, true, false, false, "RetainExceptOnCreate", shards));
        return deployments(apps, Arbitraries.just(false));
    }

    private static Arbitrary<List<Deployment>> deployments(Arbitrary<App> apps, Arbitrary<Boolean> alsoOnRollback) {
        return Combinators.combine(apps, Arbitraries.integers().between(0, 12), alsoOnRollback)
                .as(Deployment::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(5);
    }

    /** The streams of an app, and sometimes not all that its jobs read. */
    private static Set<String> with(Set<String> streams, List<Set<String>> jobs) {
        Set<String> all = new TreeSet<>(streams);
        jobs.stream().limit(1).forEach(all::addAll);
        return all;
    }

    /** The failure that a deployment names by a number, counted over what it would do. */
    private static @Nullable Failure failure(AccountModel account, Deployment deployment, Stage stage) {
        int index = 0;
        for (StackResult stack :
                StageDeployment.deploy(account.copy(), stage, null).stacks()) {
            for (String logicalId : stack.failurePoints()) {
                if (index == deployment.failsAt()) {
                    return new Failure(stack.stack(), logicalId, deployment.alsoOnRollback());
                }
                index++;
            }
        }
        return null;
    }

    private static void requireOrder(AccountModel account, boolean mayHaveFailed) {
        Set<String> exported = new HashSet<>();
        account.stacks().forEach(stack -> exported.addAll(stack.exports().keySet()));
        for (DeployedStack stack : account.stacks()) {
            assertThat(exported).as("imports of %s", stack.name()).containsAll(stack.imports());
            if (!mayHaveFailed) {
                assertThat(stack.status().isFailed())
                        .as("%s is %s", stack.name(), stack.status())
                        .isFalse();
            }
        }
        List<String> names = new ArrayList<>();
        account.stacks().forEach(stack -> stack.resources().values().forEach(resource -> names.add(name(resource))));
        account.orphans().forEach(orphan -> names.add(name(orphan.resource())));
        assertThat(names).as("physical names").doesNotHaveDuplicates();
    }

    private static String name(DeployedResource resource) {
        return resource.type().name() + " " + resource.physicalId();
    }

    private static void requireAsTemplatesSay(AccountModel account, Stage stage) {
        for (StackArtifact stack : stage.stacks()) {
            DeployedStack deployed = account.stack(
                            stack.template().region(), stack.template().stackName())
                    .orElseThrow();
            assertThat(deployed.template()).isEqualTo(stack.template());
            assertThat(deployed.resources().keySet()).isEqualTo(stack.template().logicalIds());
        }
    }

    private static List<Finding> refusals(StageResult result) {
        return result.findings().stream()
                .filter(finding -> finding.rule().severity() == Rule.Severity.REFUSED)
                .toList();
    }
}

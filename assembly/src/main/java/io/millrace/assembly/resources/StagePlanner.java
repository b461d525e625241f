package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.AlarmPlan;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.template.GivenValues;
import io.millrace.contract.Nearest;
import io.millrace.contract.service.ServiceQuotas;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Plans what runs here of a stage. */
public final class StagePlanner {
    private final PlanBuilder plan;
    private final StageStacks stacks;
    private final List<StageStacks> others;
    private final Optional<List<String>> applications;

    private StagePlanner(
            Stage stage,
            List<Stage> otherStages,
            ServiceQuotas quotas,
            GivenValues given,
            Optional<List<String>> applications) {
        this.applications = applications;
        this.plan = new PlanBuilder(stage, quotas, given);
        List<StageStacks> rest = otherStages.stream()
                .map(other -> new StageStacks(
                        other,
                        new PublishedObjects(other.assets(), given.objects()),
                        plan.externals(),
                        plan::addNotice,
                        List.of()))
                .toList();
        this.others = rest;
        this.stacks = new StageStacks(stage, plan.objects(), plan.externals(), plan::addNotice, rest);
    }

    /**
     * Plans a stage that is alone in its assembly, with its streams on Kinesis.
     *
     * @throws DeploymentException when something that would run has a value that cannot be resolved here, or when the service
     *     would refuse it
     */
    public static DeploymentPlan plan(Stage stage) {
        return new StagePlanner(stage, List.of(), ServiceQuotas.DEFAULT, GivenValues.NONE, Optional.empty()).plan();
    }

    /**
     * Plans a stage of an assembly, with its streams on Kinesis.
     *
     * @param quotas of the account that the stage is deployed to
     * @param given what AWS would know
     * @param applications the names of jobs, or logical ids or names, of the applications that will run: mistakes of others do
     *     not matter; when empty, all of them will run
     * @throws DeploymentException when something that would run has a value that cannot be resolved here
     */
    public static DeploymentPlan plan(
            CloudAssembly assembly,
            Stage stage,
            ServiceQuotas quotas,
            GivenValues given,
            Optional<List<String>> applications) {
        return of(assembly, stage, quotas, given, applications).plan();
    }

    static StagePlanner of(
            CloudAssembly assembly,
            Stage stage,
            ServiceQuotas quotas,
            GivenValues given,
            Optional<List<String>> applications) {
        List<Stage> others = assembly.stages().stream()
                .filter(other -> !other.name().equals(stage.name()))
                .toList();
        return new StagePlanner(stage, others, quotas, given, applications);
    }

    /**
     * The names by which values may be given to a stage: of parameters, alone and with their stacks, and of applications.
     *
     * @param given what AWS would know
     */
    public static Set<String> names(CloudAssembly assembly, Stage stage, GivenValues given) {
        StagePlanner planner = of(assembly, stage, ServiceQuotas.DEFAULT, given, Optional.empty());
        planner.plan.tryLeniently(planner::expand);
        Set<String> names = new TreeSet<>(planner.applicationNames());
        planner.stacks.parameters().forEach(name -> {
            names.add(name);
            names.add(name.substring(name.lastIndexOf('.') + 1));
        });
        return names;
    }

    /**
     * A name of each of a stage's applications, without those whose condition does not hold: its logical id, or its physical
     * name where several have that id.
     *
     * @param given what AWS would know
     * @param applications the names of jobs, or logical ids or names, of the applications that will run; when empty, all of them
     *     will
     */
    public static List<String> applications(
            CloudAssembly assembly, Stage stage, GivenValues given, Optional<List<String>> applications) {
        StagePlanner planner = of(assembly, stage, ServiceQuotas.DEFAULT, given, applications);
        planner.plan.tryLeniently(planner::expand);
        List<Resource> running = planner.stacks
                .resources(FlinkApplicationType.NAME)
                .filter(planner::isChosen)
                .toList();
        return running.stream()
                .map(application -> nameAmong(running, application))
                .sorted()
                .toList();
    }

    private static String nameAmong(List<Resource> applications, Resource application) {
        long same = applications.stream()
                .filter(other -> other.logicalId().equals(application.logicalId()))
                .count();
        return same == 1 ? application.logicalId() : application.physicalName("ApplicationName");
    }

    ExternalValues externals() {
        return plan.externals();
    }

    /**
     * The stacks of the stage, expanded, with the nested ones.
     *
     * @throws DeploymentException when one cannot be read, or when a value that is given is not allowed
     */
    List<StackResources> readTemplates() {
        complete();
        plan.build();
        return stacks.all();
    }

    private void complete() {
        expand();
        namedHere(plan.externals().given().parameters().keySet()).forEach(this::requireParameter);
    }

    private void expand() {
        others.forEach(other -> other.complete(plan::tryLeniently));
        stacks.complete(plan::tryTo);
    }

    private Set<String> namedHere(Set<String> names) {
        Set<String> here = new TreeSet<>(names);
        here.removeAll(plan.externals().given().namedElsewhere());
        return here;
    }

    private DeploymentPlan plan() {
        complete();
        requireApplications(namedHere(plan.externals().given().jars().keySet()));
        List<Resource> resources = stacks.resources();
        for (ResourceType type : ResourceTypes.ALL) {
            resources.stream()
                    .filter(resource -> resource.type().equals(type.name()))
                    .forEach(resource -> add(resource, type));
        }
        resources.stream()
                .filter(resource -> ResourceTypes.named(resource.type()).isEmpty())
                .forEach(resource -> plan.tryTo(() -> addSkipped(resource)));
        return plan.build();
    }

    private void add(Resource resource, ResourceType type) {
        Runnable step = () -> {
            if (resource.isDeployed()) {
                type.plan(resource, plan);
            }
        };
        if (type instanceof FlinkApplicationType && !isChosen(resource)) {
            plan.tryLeniently(step);
        } else {
            plan.tryTo(step);
        }
    }

    private boolean isChosen(Resource application) {
        Set<String> names = new TreeSet<>(Set.of(application.logicalId()));
        if (applications.isPresent()) {
            plan.tryLeniently(() -> names.addAll(FlinkApplicationType.names(application)));
        }
        return applications.isEmpty() || applications.get().stream().anyMatch(names::contains);
    }

    private void addSkipped(Resource resource) {
        if (resource.isDeployed()) {
            plan.addSkipped(resource);
            if (resource.type().equals(AlarmPlan.TYPE)) {
                plan.tryLeniently(() -> plan.add(alarm(resource)));
            }
        }
    }

    private static AlarmPlan alarm(Resource resource) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        AlarmPlan.PROPERTIES.stream()
                .filter(resource::has)
                .forEach(property -> properties.set(property, resource.property(property)));
        return AlarmPlan.of(resource.physicalName("AlarmName"), properties);
    }

    /** A value for a parameter that no template has is a slip of the pen. */
    private void requireParameter(String name) {
        List<String> known = stacks.parameters();
        if (known.stream().noneMatch(parameter -> parameter.equals(name) || parameter.endsWith("." + name))) {
            plan.addViolation("--parameter must name a parameter of a stack, got '%s'; there are %s"
                    .formatted(name, known.isEmpty() ? "none" : String.join(", ", known)));
        }
    }

    /** So is a jar for an application that no template has. */
    private void requireApplications(Set<String> named) {
        if (named.isEmpty()) {
            return;
        }
        Set<String> known = applicationNames();
        List<String> ids = stacks.applications()
                .map(Resource::logicalId)
                .distinct()
                .sorted()
                .toList();
        named.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> plan.addViolation("--jar must name an application, got '%s'%s (the applications: %s)"
                        .formatted(
                                name,
                                Nearest.hint(name, known.stream()),
                                ids.isEmpty() ? "none" : String.join(", ", ids))));
    }

    private Set<String> applicationNames() {
        Set<String> names = new TreeSet<>();
        stacks.applications().forEach(application -> {
            names.add(application.logicalId());
            plan.tryLeniently(() -> names.addAll(FlinkApplicationType.names(application)));
        });
        return names;
    }
}

package io.millrace.constructs.scaling;

import static io.millrace.contract.search.BrokenRule.require;

import io.millrace.constructs.scaling.ScalingMachine.Execution;
import io.millrace.contract.search.BrokenRule;
import io.millrace.contract.search.SearchedState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One state of an application, its alarms, its parameter, a deploy beside it, and of the executions of the synthesised state
 * machine. Everything may happen between two calls of an execution. A check is due every five minutes.
 */
final class ScalingModel implements SearchedState {
    static final int MINIMUM = 2;
    static final int MAXIMUM = 12;
    private static final int CHECKS = 7;
    private static final int COOLDOWN = 3;
    private static final int EXECUTIONS = 2;
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /** What the alarms show. */
    enum Load {
        LOW,
        NORMAL,
        HIGH
    }

    /** How far the deploy is. */
    private enum Deploy {
        NOT_BEGUN,
        /** CloudFormation has read the parameter. */
        BEGUN,
        UPDATED
    }

    /** The state machine, with each of its steps kept: the same step is taken in many states of the search. */
    static final class Machine {
        private final ScalingMachine machine;
        private final List<String> alarms;
        private final Map<List<Object>, Execution> steps = new HashMap<>();

        /** @param alarms their names */
        Machine(ScalingMachine machine, List<String> alarms) {
            this.machine = machine;
            this.alarms = List.copyOf(alarms);
        }

        private Execution begin(Instant time) {
            return steps.computeIfAbsent(List.of(time), key -> machine.begin(time));
        }

        private Execution answered(Execution execution, Object answer) {
            return steps.computeIfAbsent(List.of(execution, answer), key -> machine.answered(execution, answer));
        }

        private Object alarms(Load load) {
            String side = load == Load.HIGH ? "High" : "Low";
            return Map.of(
                    "MetricAlarms",
                    alarms.stream()
                            .map(name -> Map.of(
                                    "AlarmName",
                                    name,
                                    "StateValue",
                                    load != Load.NORMAL && name.contains(side) ? "ALARM" : "OK"))
                            .toList());
        }
    }

    private record Version(char code, int parallelism) {}

    private final Machine machine;
    private int faults;
    private int check;
    private Load load = Load.NORMAL;
    private String status = "RUNNING";
    private int number = 1;
    private Version version;
    private Version former;
    private int updated = -COOLDOWN;
    private int deployed = -COOLDOWN;
    private int written;
    private Deploy deploy = Deploy.NOT_BEGUN;
    private int resolved;
    private List<Execution> executions = List.of();

    /** @param written what the parameter says; the application may differ, after a rollback for example */
    ScalingModel(Machine machine, int parallelism, int written, int faults) {
        this.machine = machine;
        this.faults = faults;
        this.version = new Version('A', parallelism);
        this.former = version;
        this.written = written;
    }

    private ScalingModel(ScalingModel from) {
        machine = from.machine;
        faults = from.faults;
        check = from.check;
        load = from.load;
        status = from.status;
        number = from.number;
        version = from.version;
        former = from.former;
        updated = from.updated;
        deployed = from.deployed;
        written = from.written;
        deploy = from.deploy;
        resolved = from.resolved;
        executions = from.executions;
    }

    @Override
    public Map<String, Supplier<SearchedState>> events() {
        Map<String, Supplier<SearchedState>> events = new LinkedHashMap<>();
        if (executions.isEmpty()) {
            if (check == CHECKS) {
                return events;
            }
            for (Load next : Load.values()) {
                events.put("five minutes pass, the load is " + next, () -> later(next, false));
            }
            if (status.equals("UPDATING") && faults > 0) {
                events.put("five minutes pass, the update fails", () -> later(load, true));
            }
        }
        if (deploy == Deploy.NOT_BEGUN) {
            events.put("a deploy begins", () -> changed(this::beginDeploy));
        }
        if (deploy == Deploy.BEGUN && status.equals("RUNNING")) {
            events.put("the deploy updates the application", () -> changed(this::deploy));
        }
        for (int i = 0; i < executions.size(); i++) {
            int which = i;
            String action = machine.machine.action(executions.get(i));
            String name = "execution " + (i + 1) + ": " + action;
            events.put(name, () -> changed(next -> next.call(which)));
            if (faults > 0) {
                events.put(name + ", refused", () -> fault(next -> next.refused(which)));
                events.put(name + ", no answer", () -> fault(next -> next.unanswered(which)));
            }
        }
        if (faults > 0) {
            if (executions.size() == 1 && EXECUTIONS > 1) {
                events.put("the same check again", () -> fault(next -> next.begin()));
            }
            if (status.equals("RUNNING")) {
                events.put("maintenance", () -> fault(next -> next.status = "MAINTENANCE"));
            }
        }
        return events;
    }

    private interface Change {
        void of(ScalingModel next);
    }

    private ScalingModel changed(Change change) {
        ScalingModel next = new ScalingModel(this);
        change.of(next);
        if (next.executions.isEmpty() && next.check == CHECKS) {
            next.requireSettling();
        }
        return next;
    }

    private ScalingModel fault(Change change) {
        return changed(next -> {
            next.faults--;
            change.of(next);
        });
    }

    private ScalingModel later(Load nextLoad, boolean fails) {
        return changed(next -> {
            if (fails) {
                next.faults--;
                next.version = next.former;
                next.number++;
                next.updated = next.check;
            }
            next.status = "RUNNING";
            next.check++;
            next.load = nextLoad;
            next.begin();
        });
    }

    private void begin() {
        executions = with(executions, executions.size(), machine.begin(at(check)));
    }

    private void beginDeploy(ScalingModel next) {
        next.deploy = Deploy.BEGUN;
        next.resolved = written;
    }

    private void deploy(ScalingModel next) {
        next.deploy = Deploy.UPDATED;
        next.deployed = check;
        next.update(new Version('B', resolved));
    }

    private void update(Version to) {
        former = version;
        version = to;
        number++;
        updated = check;
        status = "UPDATING";
    }

    private void call(int which) {
        Execution execution = executions.get(which);
        String action = machine.machine.action(execution);
        Object arguments = machine.machine.arguments(execution);
        Optional<String> error = Optional.empty();
        Object answer = Map.of();
        switch (action) {
            case "describeApplication" -> answer = description();
            case "describeAlarms" -> answer = machine.alarms(load);
            case "getParameter" -> answer = Map.of("Parameter", Map.of("Value", Integer.toString(written)));
            case "updateApplication" -> error = updated(arguments);
            case "putParameter" -> writes(arguments);
            default -> throw new BrokenRule("the machine calls only what it is meant to", action);
        }
        Object result = answer;
        Optional<Execution> next = error.isPresent()
                ? machine.machine.failed(execution, error.get())
                : Optional.of(machine.answered(execution, result));
        require(next.isPresent(), "a deploy that is faster does not fail an execution");
        executions = next.filter(reached -> !machine.machine.isDone(reached))
                .map(reached -> with(executions, which, reached))
                .orElseGet(() -> without(executions, which));
    }

    /** A throttled call: repeated where the machine says so, or else the execution fails. */
    private void refused(int which) {
        if (!machine.machine.isRetried(executions.get(which))) {
            executions = without(executions, which);
        }
    }

    /** The call is carried out, and the execution does not hear of it. */
    private void unanswered(int which) {
        Execution execution = executions.get(which);
        call(which);
        executions = machine.machine.isRetried(execution)
                ? with(
                        executions.contains(execution) ? executions : with(executions, which, execution),
                        which,
                        execution)
                : executions;
    }

    private Map<String, Object> description() {
        return Map.of(
                "ApplicationDetail",
                Map.of(
                        "ApplicationStatus",
                        status,
                        "ApplicationVersionId",
                        number,
                        "LastUpdateTimestamp",
                        at(updated).toString(),
                        "ApplicationConfigurationDescription",
                        Map.of(
                                "FlinkApplicationConfigurationDescription",
                                Map.of(
                                        "ParallelismConfigurationDescription",
                                        Map.of("Parallelism", version.parallelism)))));
    }

    private Optional<String> updated(Object arguments) {
        Map<?, ?> call = (Map<?, ?>) arguments;
        require(
                call.keySet()
                        .equals(Set.of(
                                "ApplicationName", "CurrentApplicationVersionId", "ApplicationConfigurationUpdate")),
                "an update changes the configuration only");
        Map<?, ?> configuration = (Map<?, ?>) call.get("ApplicationConfigurationUpdate");
        require(
                configuration.keySet().equals(Set.of("FlinkApplicationConfigurationUpdate")),
                "an update leaves the code alone");
        Map<?, ?> parallelism = (Map<?, ?>) ((Map<?, ?>) configuration.get("FlinkApplicationConfigurationUpdate"))
                .get("ParallelismConfigurationUpdate");
        int target = ((Number) parallelism.get("ParallelismUpdate")).intValue();
        require(target >= MINIMUM && target <= MAXIMUM, "the parallelism stays within its bounds");
        if (((Number) call.get("CurrentApplicationVersionId")).intValue() != number) {
            return Optional.of("KinesisAnalyticsV2.ConcurrentModificationException");
        }
        if (!status.equals("RUNNING")) {
            return Optional.of("KinesisAnalyticsV2.ResourceInUseException");
        }
        require(target != version.parallelism, "an update changes the parallelism");
        require(check - updated >= COOLDOWN, "two updates are a cool-down apart");
        require(check - deployed >= COOLDOWN, "an application that is being deployed is not scaled");
        update(new Version(version.code, target));
        return Optional.empty();
    }

    private void writes(Object arguments) {
        written = Integer.parseInt(((Map<?, ?>) arguments).get("Value").toString());
    }

    /** What must become of any state once nothing happens any more. */
    private void requireSettling() {
        ScalingModel later = new ScalingModel(this);
        for (int i = 0; i < COOLDOWN + 3; i++) {
            later = later.later(Load.NORMAL, false);
            for (int step = 0; !later.executions.isEmpty(); step++) {
                require(step < 6, "an execution ends");
                later.call(0);
            }
        }
        require(
                later.version.parallelism >= MINIMUM && later.version.parallelism <= MAXIMUM,
                "a parallelism outside its bounds is brought back");
        require(later.written == later.version.parallelism, "what runs is written down in the end");
        require(
                deploy != Deploy.UPDATED || later.version.code == version.code,
                "scaling leaves the code that was deployed");
    }

    private static <T> List<T> with(List<T> list, int index, T element) {
        List<T> changed = new ArrayList<>(list);
        if (index < changed.size()) {
            changed.set(index, element);
        } else {
            changed.add(element);
        }
        return List.copyOf(changed);
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> changed = new ArrayList<>(list);
        changed.remove(index);
        return List.copyOf(changed);
    }

    private static Instant at(int check) {
        return NOON.plus(Duration.ofMinutes(5L * check));
    }

    private List<Object> key() {
        return List.of(
                List.of(faults, check, number, updated, deployed, written, resolved),
                load,
                status,
                version,
                former,
                deploy,
                executions);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScalingModel model && key().equals(model.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return "minute %d: %s with code %s and parallelism %d, written %d, load %s"
                .formatted(5 * check, status, version.code, version.parallelism, written, load);
    }
}

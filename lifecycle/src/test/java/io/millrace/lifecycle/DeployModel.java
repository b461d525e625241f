package io.millrace.lifecycle;

import static io.millrace.contract.search.BrokenRule.require;
import static io.millrace.lifecycle.CustomResourceRequest.Type.CREATE;
import static io.millrace.lifecycle.CustomResourceRequest.Type.DELETE;
import static io.millrace.lifecycle.CustomResourceRequest.Type.UPDATE;
import static io.millrace.lifecycle.Refusals.refuseUnless;

import io.millrace.contract.lifecycle.RunConfiguration;
import io.millrace.contract.lifecycle.StopMode;
import io.millrace.contract.search.SearchedState;
import io.millrace.lifecycle.CustomResourceRequest.Type;
import io.millrace.lifecycle.Decision.Action;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One state of the service, the stack and CDK's provider during a deploy, in steps of a minute. The decisions are those of
 * the real {@link Reconciler}; this class is everything around it. Version A ran before the deploy, version B is new, and
 * version C has the new run configuration besides.
 */
final class DeployModel implements Service, SearchedState {
    static final int VERIFY = 2;
    static final int TIMEOUT = 12;
    static final int UNDO = 8;
    static final int MAX_RESTARTS = 1;
    /** Of the scaler, which updates the parallelism; as the timeout, half of its default. */
    static final int COOLDOWN = 6;

    /** What the deploy changes. */
    enum Change {
        CODE,
        CONFIGURATION,
        /** Sent by the function: CloudFormation's update has not carried it. */
        RUN_CONFIGURATION,
        CODE_AND_RUN_CONFIGURATION,
        /** Of the configuration that the application has already, as by another release of the constructs. */
        DIGEST,
        PERMISSIONS,
        WATCH
    }

    /** What a bad version does. */
    enum Nature {
        GOOD,
        RESTARTS_ALL_THE_TIME,
        DOES_NOT_START
    }

    enum Status {
        READY,
        STARTING,
        RUNNING,
        UPDATING,
        ROLLING_BACK,
        STOPPING,
        FORCE_STOPPING,
        AUTOSCALING,
        MAINTENANCE
    }

    /** What the stack does. */
    enum Stack {
        DEPLOYS,
        UPDATES_BACK,
        ROLLS_BACK,
        DELETES,
        ENDED
    }

    /** What happens in a minute besides the usual. */
    enum Event {
        NOTHING(false),
        SLOW(false),
        FAILS(true),
        HANGS(true),
        RESTARTS(false),
        SCALES(false),
        SCALER_UPDATES(false),
        MAINTAINS(false),
        DENIES(false),
        METRICS_LATE(false),
        METRICS_MISSING(true),
        CANCELLED(true);

        /** Whether a good version may fail to be deployed because of it. */
        final boolean excuse;

        Event(boolean excuse) {
            this.excuse = excuse;
        }
    }

    /**
     * Where a search begins.
     *
     * @param bad the first version that has this nature
     * @param before status before the deploy; READY or RUNNING
     * @param history name and status of an operation of last week, or empty
     */
    record Scenario(
            Type type,
            Change change,
            Nature nature,
            char bad,
            Status before,
            boolean systemRollback,
            String history,
            boolean showsEmptyUpdates,
            StopMode stopMode) {}

    private record Op(String name, Operation.Status status, int start, int end) {
        boolean open() {
            return status == Operation.Status.IN_PROGRESS;
        }
    }

    private record Point(int minute, int restarts, int running) {}

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Scenario scenario;
    private final boolean changesApplication;
    private final boolean changesRunConfiguration;
    private final int timeout;
    private int minute;
    private int faults;
    private Stack stack = Stack.DEPLOYS;
    private int requestAt;
    private int phaseAt = -2;
    private int cancelledRequestAt = -1;
    private Status status;
    private Status statusBefore;
    private char version;
    private char versionBefore;
    private char previousVersion;
    private boolean loops;
    private int restarts;
    private int running;
    private int restartFaults;
    private boolean hangs;
    private boolean scaling;
    private boolean inPlace = true;
    private boolean metricsMissing;
    private boolean metricsLate;
    private int deniedUntil = -1;
    private boolean excused;
    private boolean excusedInRollback;
    private List<Op> operations = List.of();
    private List<Point> points = List.of();

    // of a step only
    private boolean observeThrottled;
    private boolean actThrottled;
    private boolean stale;
    private int acted;

    // of a state that does not change any more
    private List<Object> key = List.of();
    private int hash;

    DeployModel(Scenario scenario, int faults) {
        this.scenario = scenario;
        this.faults = faults;
        this.changesRunConfiguration =
                scenario.change == Change.RUN_CONFIGURATION || scenario.change == Change.CODE_AND_RUN_CONFIGURATION;
        this.changesApplication =
                scenario.change == Change.CODE || scenario.change == Change.CONFIGURATION || changesRunConfiguration;
        // the job is watched twice
        this.timeout = changesRunConfiguration ? 2 * TIMEOUT : TIMEOUT;
        this.status = scenario.before;
        this.version = 'A';
        this.previousVersion = 'Z';
        this.running = scenario.before == Status.RUNNING ? 100 : 0;
        if (!scenario.history.isEmpty()) {
            String[] parts = scenario.history.split(" ", -1);
            operations = List.of(new Op(parts[0], Operation.Status.valueOf(parts[1]), -1000, -999));
        }
        if (scenario.type == CREATE) {
            version = 'B';
        }
        if (scenario.type == DELETE) {
            stack = Stack.DELETES;
            loops = scenario.nature == Nature.RESTARTS_ALL_THE_TIME;
        }
        if (scenario.type == UPDATE && changesApplication) {
            previousVersion = 'A';
            version = 'B';
            if (status == Status.RUNNING) {
                begin("UpdateApplication", Status.UPDATING, -1);
            }
        }
        if (scenario.type == UPDATE && scenario.change == Change.PERMISSIONS) {
            loops = scenario.nature == Nature.RESTARTS_ALL_THE_TIME;
        }
        statusBefore = status;
        versionBefore = version;
    }

    private DeployModel(DeployModel from) {
        scenario = from.scenario;
        changesApplication = from.changesApplication;
        changesRunConfiguration = from.changesRunConfiguration;
        timeout = from.timeout;
        minute = from.minute;
        faults = from.faults;
        stack = from.stack;
        requestAt = from.requestAt;
        phaseAt = from.phaseAt;
        cancelledRequestAt = from.cancelledRequestAt;
        status = from.status;
        statusBefore = from.statusBefore;
        version = from.version;
        versionBefore = from.versionBefore;
        previousVersion = from.previousVersion;
        loops = from.loops;
        restarts = from.restarts;
        running = from.running;
        restartFaults = from.restartFaults;
        hangs = from.hangs;
        scaling = from.scaling;
        inPlace = from.inPlace;
        metricsMissing = from.metricsMissing;
        metricsLate = from.metricsLate;
        deniedUntil = from.deniedUntil;
        excused = from.excused;
        excusedInRollback = from.excusedInRollback;
        operations = from.operations;
        points = from.points;
    }

    @Override
    public Map<String, Supplier<SearchedState>> events() {
        Map<String, Supplier<SearchedState>> events = new LinkedHashMap<>();
        if (stack == Stack.ENDED) {
            return events;
        }
        for (Event event : Event.values()) {
            int left = faults - (event == Event.NOTHING ? 0 : 1);
            if (left >= 0 && allows(event)) {
                for (Call call : left > 0 ? Call.values() : new Call[] {Call.ONCE}) {
                    events.put(event + ", called " + call, () -> next(event, call));
                }
            }
        }
        return events;
    }

    /** Whether an event can happen now. */
    private boolean allows(Event event) {
        return switch (event) {
            case NOTHING -> true;
            case SLOW, HANGS -> changing() && !hangs;
            case FAILS ->
                !hangs && (status == Status.STARTING || status == Status.UPDATING || status == Status.STOPPING);
            case RESTARTS, SCALES, MAINTAINS -> status == Status.RUNNING;
            case SCALER_UPDATES -> status == Status.RUNNING && lastUpdate() <= minute - COOLDOWN;
            case DENIES -> deniedUntil < 0 && minute == requestAt;
            case METRICS_LATE -> !metricsLate;
            case METRICS_MISSING -> !metricsMissing;
            case CANCELLED -> stack == Stack.DEPLOYS && minute > requestAt;
        };
    }

    /** The state a minute later. */
    private DeployModel next(Event event, Call call) {
        DeployModel next = new DeployModel(this);
        next.faults -= (event == Event.NOTHING ? 0 : 1) + (call == Call.ONCE ? 0 : 1);
        next.minute++;
        next.statusBefore = status;
        next.versionBefore = version;
        if (event.excuse) {
            next.excused = true;
            next.excusedInRollback |= stack != Stack.DEPLOYS;
        }
        if (event == Event.CANCELLED) {
            next.cancel();
        }
        next.happens(event);
        next.cloudFormationActs();
        next.calls(call);
        return next;
    }

    /** The scaler's cool-down begins with CloudFormation's update, and is longer than a watch that nothing prolongs. */
    private boolean waitsForRunConfiguration() {
        return changesRunConfiguration && stack == Stack.DEPLOYS && version == 'B';
    }

    private boolean isBad() {
        return version >= scenario.bad;
    }

    private boolean changing() {
        return status != Status.READY && status != Status.RUNNING;
    }

    private void cancel() {
        cancelledRequestAt = requestAt;
        stackFails();
    }

    private void happens(Event event) {
        switch (event) {
            case HANGS -> hangs = true;
            case DENIES -> deniedUntil = minute + 3;
            case METRICS_LATE -> metricsLate = true;
            case METRICS_MISSING -> metricsMissing = true;
            default -> {}
        }
        if (event == Event.SLOW || (hangs && changing())) {
            return;
        }
        if (event == Event.SCALES || event == Event.MAINTAINS) {
            status = event == Event.SCALES ? Status.AUTOSCALING : Status.MAINTENANCE;
            return;
        }
        if (event == Event.SCALER_UPDATES) {
            begin("UpdateApplication", Status.UPDATING, minute);
            scaling = true;
            // the watch starts again, and may not end before the deadline
            excused |= waitsForRunConfiguration() || minute + VERIFY + 2 > requestAt + timeout;
            return;
        }
        boolean fails = event == Event.FAILS;
        switch (status) {
            case READY -> {}
            case RUNNING -> runs(event == Event.RESTARTS);
            case AUTOSCALING, MAINTENANCE -> submit();
            case STARTING -> {
                if (fails || (isBad() && scenario.nature == Nature.DOES_NOT_START)) {
                    end(Operation.Status.FAILED, Status.READY);
                } else {
                    end(Operation.Status.SUCCESSFUL, Status.RUNNING);
                    submit();
                }
            }
            case UPDATING -> {
                if (scaling) {
                    scaled(fails);
                } else if (fails || (isBad() && scenario.nature == Nature.DOES_NOT_START)) {
                    end(Operation.Status.FAILED, Status.RUNNING);
                    submit();
                    loops = true;
                    if (scenario.systemRollback) {
                        begin("RollbackApplication", Status.ROLLING_BACK, minute);
                    }
                } else {
                    end(Operation.Status.SUCCESSFUL, Status.RUNNING);
                    submit();
                }
            }
            case ROLLING_BACK -> {
                char failed = version;
                version = previousVersion;
                previousVersion = failed;
                end(Operation.Status.SUCCESSFUL, Status.RUNNING);
                submit();
            }
            case STOPPING -> {
                if (fails || loops) {
                    end(Operation.Status.FAILED, Status.RUNNING);
                } else {
                    end(Operation.Status.SUCCESSFUL, Status.READY);
                }
            }
            case FORCE_STOPPING -> end(Operation.Status.SUCCESSFUL, Status.READY);
        }
    }

    /** An update of the parallelism takes a snapshot first, which a job that restarts all the time cannot take. */
    private void scaled(boolean fails) {
        scaling = false;
        if (loops) {
            inPlace = false;
            end(Operation.Status.FAILED, Status.RUNNING);
            return;
        }
        end(fails ? Operation.Status.FAILED : Operation.Status.SUCCESSFUL, Status.RUNNING);
        previousVersion = version;
        submit();
        loops |= fails;
        // with a deploy or without, a job that does not survive its scaling fails
        excusedInRollback |= fails;
    }

    private int lastUpdate() {
        return operations.stream()
                .filter(op -> op.name.equals("UpdateApplication"))
                .mapToInt(Op::start)
                .max()
                .orElse(-COOLDOWN);
    }

    private void runs(boolean restartsOnce) {
        if (loops || restartsOnce) {
            restarts++;
            running = 0;
        } else {
            running++;
        }
        if (restartsOnce && ++restartFaults > MAX_RESTARTS) {
            excused = true;
        }
        if (minute - 1 >= requestAt) {
            points = appended(points, new Point(minute - 1, restarts, running));
        }
    }

    private void submit() {
        status = Status.RUNNING;
        restarts = 0;
        running = 0;
        loops = scenario.nature == Nature.RESTARTS_ALL_THE_TIME
                && (changesApplication || scenario.type == CREATE
                        ? isBad()
                        : scenario.type == DELETE || (scenario.change == Change.PERMISSIONS && stack == Stack.DEPLOYS));
    }

    private void cloudFormationActs() {
        if (stack != Stack.UPDATES_BACK) {
            return;
        }
        if (hangs && changing()) {
            // the stack gives up
            stack = Stack.ENDED;
            return;
        }
        if (!changesApplication) {
            loops = scenario.change != Change.PERMISSIONS && loops;
            requests(Stack.ROLLS_BACK);
            return;
        }
        if (status == Status.READY) {
            previousVersion = version;
            version = 'A';
            requests(Stack.ROLLS_BACK);
        } else if (status == Status.RUNNING && loops) {
            if (cancelledRequestAt < 0) {
                require(excused, "the stack's rollback fails: the job can take no snapshot");
            }
            stack = Stack.ENDED;
        } else if (status == Status.RUNNING) {
            boolean empty = version == 'A';
            previousVersion = version;
            version = 'A';
            if (!empty || scenario.showsEmptyUpdates) {
                begin("UpdateApplication", Status.UPDATING, minute);
            }
            requests(Stack.ROLLS_BACK);
        }
    }

    private void requests(Stack next) {
        stack = next;
        requestAt = minute;
        points = List.of();
    }

    private void stackFails() {
        phaseAt = minute;
        if (scenario.type == CREATE) {
            requests(Stack.DELETES);
        } else {
            stack = Stack.UPDATES_BACK;
        }
    }

    private void calls(Call call) {
        if (cancelledRequestAt >= 0) {
            int before = acted;
            try {
                reconciler().advance(request(cancelledRequestAt, scenario.type, false));
            } catch (DeployFailedException e) {
                cancelledRequestAt = -2;
            }
            require(acted == before, "a cancelled request is acted on");
        }
        if (stack == Stack.UPDATES_BACK || stack == Stack.ENDED) {
            return;
        }
        require(minute <= requestAt + timeout + UNDO + 3, "a request ends in time");
        if (call == Call.LOST) {
            return;
        }
        observeThrottled = call == Call.THROTTLED;
        actThrottled = call == Call.ACTION_THROTTLED;
        stale = call == Call.STALE;
        int before = acted;
        look();
        observeThrottled = false;
        actThrottled = false;
        stale = false;
        if (acted > before || call == Call.TWICE) {
            int once = acted;
            Stack stackOnce = stack;
            if (stack == Stack.DEPLOYS || stack == Stack.ROLLS_BACK || stack == Stack.DELETES) {
                look();
            }
            require(acted == once || before == once, "a repeated look changes nothing");
            require(stack == stackOnce || before == once, "a repeated look decides nothing else");
        }
    }

    private void look() {
        boolean rollback = stack == Stack.ROLLS_BACK;
        boolean delete = stack == Stack.DELETES;
        boolean done;
        try {
            done = reconciler()
                    .advance(request(requestAt, delete ? DELETE : rollback ? UPDATE : scenario.type, rollback));
        } catch (DeployFailedException e) {
            failed(e.getMessage());
            return;
        }
        if (!done) {
            return;
        }
        if (delete) {
            require(status == Status.READY, "a stop that succeeds has stopped the job");
        } else if (rollback) {
            rolledBack();
        } else {
            succeeded();
        }
        stack = Stack.ENDED;
    }

    private void succeeded() {
        require(version == declared(false), "a deploy that succeeds runs the declared version");
        require(
                status == Status.RUNNING || status == Status.AUTOSCALING || status == Status.MAINTENANCE,
                "a deploy that succeeds leaves a running job");
        require(!loops, "a deploy that succeeds has watched a healthy job");
        require(!metricsMissing || points.size() >= VERIFY, "a deploy that succeeds has seen metrics");
        int seen = points.size() - (metricsLate ? 1 : 0);
        require(seen >= VERIFY, "a deploy that succeeds has watched long enough");
        for (int i = seen - VERIFY + 1; i < seen; i++) {
            require(
                    points.get(i).restarts() <= points.get(i - 1).restarts(),
                    "a deploy that succeeds has watched a job without a restart");
        }
    }

    private void failed(String why) {
        if (stack == Stack.DEPLOYS) {
            require(
                    scenario.nature != Nature.GOOD || excused,
                    "a good version is deployed, whatever happened before and whatever passes by",
                    "got '" + why + "'");
            require(
                    excused
                            || status == Status.READY
                            || status == Status.RUNNING
                            || status == Status.AUTOSCALING
                            || status == Status.MAINTENANCE,
                    "a deploy is undone before it fails");
            stackFails();
        } else {
            if (stack == Stack.ROLLS_BACK) {
                require(
                        excusedInRollback || cancelledRequestAt != -1,
                        "the stack's rollback succeeds",
                        "got '" + why + "'");
            } else {
                require(excused || (scenario.type == DELETE && loops), "a healthy job is stopped", "got '" + why + "'");
            }
            stack = Stack.ENDED;
        }
    }

    private void rolledBack() {
        require(excusedInRollback || version == declared(true), "a rollback that succeeds runs the old version");
        if (scenario.before == Status.RUNNING && !excusedInRollback) {
            require(status != Status.READY, "a job that ran before a failed deploy runs after it");
            require(
                    !loops || cancelledRequestAt != -1,
                    "a job that was healthy before a failed deploy is healthy after it");
        }
    }

    private char declared(boolean rollback) {
        if (rollback || (!changesApplication && scenario.type != CREATE)) {
            return 'A';
        }
        return changesRunConfiguration ? 'C' : 'B';
    }

    private Reconciler reconciler() {
        return new Reconciler(this, Clock.fixed(at(minute), ZoneOffset.UTC), line -> {});
    }

    private CustomResourceRequest request(int startedAt, Type type, boolean rollback) {
        Map<String, String> before = properties('A');
        Map<String, String> after = properties(scenario.type == UPDATE || scenario.type == CREATE ? 'B' : 'A');
        return new CustomResourceRequest(
                type,
                at(startedAt),
                "stack",
                rollback ? before : after,
                type != UPDATE ? Map.of() : rollback ? after : before);
    }

    private Map<String, String> properties(char declared) {
        Map<String, String> properties =
                new HashMap<>(runConfiguration(declared == 'A' ? 'A' : 'C').toProperties());
        properties.put("ApplicationName", "job");
        properties.put("LogGroupName", "log");
        properties.put("CodeKey", code(declared));
        properties.put("RuntimeEnvironment", "FLINK-1_20");
        boolean hash = scenario.change == Change.CONFIGURATION || scenario.change == Change.DIGEST;
        properties.put("ConfigurationHash", hash ? "" + declared : "");
        properties.put("PermissionsHash", scenario.change == Change.PERMISSIONS ? "" + declared : "");
        properties.put(
                "VerifySeconds",
                Integer.toString(60 * VERIFY + (scenario.change == Change.WATCH ? declared - 'B' : 0)));
        properties.put("MaxRestarts", Integer.toString(MAX_RESTARTS));
        properties.put("TimeoutSeconds", Integer.toString(60 * timeout));
        properties.put("SnapshotsKept", "100");
        properties.put("StopMode", scenario.stopMode.name());
        return properties;
    }

    private String code(char ofVersion) {
        boolean changes = scenario.change == Change.CODE
                || scenario.change == Change.CODE_AND_RUN_CONFIGURATION
                || scenario.type == CREATE;
        return changes ? (ofVersion == 'A' ? "a" : "b") : "jar";
    }

    private RunConfiguration runConfiguration(char ofVersion) {
        return changesRunConfiguration && ofVersion == 'C'
                ? RunConfiguration.builder().customSnapshot("friday").build()
                : RunConfiguration.latestSnapshot();
    }

    @Override
    public Observation observe(CustomResourceRequest request, Instant now) {
        refuse(observeThrottled);
        List<Operation> seen = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Op op = operations.get(i);
            seen.add(new Operation(
                    op.name, "" + i, op.status, at(op.start), op.open() ? Optional.empty() : Optional.of(at(op.end))));
        }
        List<HealthPoint> health = new ArrayList<>();
        Status shown = stale ? statusBefore : status;
        if (!metricsMissing && (shown == Status.RUNNING)) {
            for (Point point : points.subList(0, Math.max(0, points.size() - (metricsLate ? 1 : 0)))) {
                health.add(new HealthPoint(at(point.minute), point.restarts, 60_000.0 * point.running));
            }
        }
        return new Observation(
                now,
                Optional.of(new ApplicationView(
                        shown.name(),
                        1,
                        code(stale ? versionBefore : version),
                        "FLINK-1_20",
                        Optional.of(runConfiguration(stale ? versionBefore : version)))),
                seen,
                Optional.of(inPlace ? 1L : 2L),
                health,
                phase(request),
                false);
    }

    private StackPhase phase(CustomResourceRequest request) {
        // the stack begins before it sends the request of the same minute
        StackPhase.Event newest = phaseAt >= 0
                ? new StackPhase.Event(at(phaseAt).minusSeconds(1), "UPDATE_ROLLBACK_IN_PROGRESS")
                : new StackPhase.Event(at(-2), "UPDATE_IN_PROGRESS");
        return StackPhase.of(request.startedAt(), Optional.of(newest));
    }

    @Override
    public void act(Action action, CustomResourceRequest request, ApplicationView application) {
        refuse(actThrottled);
        switch (action) {
            case START, START_FROM_LATEST_SNAPSHOT -> {
                require(
                        (stack == Stack.ROLLS_BACK) == (action == Action.START_FROM_LATEST_SNAPSHOT),
                        "a rollback of the stack starts from the newest snapshot, and a deploy as declared");
                refuseUnless(status == Status.READY);
                if (stack == Stack.DEPLOYS) {
                    version = declared(false);
                }
                begin("StartApplication", Status.STARTING, minute);
            }
            case ROLL_BACK -> {
                refuseUnless(status == Status.RUNNING || status == Status.UPDATING || status == Status.AUTOSCALING);
                abort();
                begin("RollbackApplication", Status.ROLLING_BACK, minute);
            }
            case STOP -> {
                refuseUnless(status == Status.RUNNING);
                begin("StopApplication", Status.STOPPING, minute);
            }
            case FORCE_STOP -> {
                refuseUnless(status != Status.READY && status != Status.FORCE_STOPPING);
                require(
                        scenario.type != UPDATE || scenario.before != Status.RUNNING,
                        "a job that was healthy is not stopped by force");
                require(
                        stack != Stack.DELETES || scenario.stopMode != StopMode.WITH_SNAPSHOT,
                        "a job is stopped by force only where that is declared");
                abort();
                begin("StopApplication", Status.FORCE_STOPPING, minute);
            }
            case UPDATE_RUN_CONFIGURATION -> updateRunConfiguration();
        }
        acted++;
        hangs = false;
    }

    private void updateRunConfiguration() {
        refuseUnless(status == Status.RUNNING);
        require(stack == Stack.DEPLOYS, "a rollback of the stack sends no run configuration");
        require(changesRunConfiguration && version == 'B', "a changed run configuration is sent once");
        begin("UpdateApplication", Status.UPDATING, minute);
        if (loops) {
            // ends as an update of the parallelism does
            scaling = true;
        } else {
            previousVersion = version;
            version = 'C';
        }
    }

    private void refuse(boolean throttled) {
        if (throttled) {
            throw Refusals.THROTTLED;
        }
        if (minute <= deniedUntil) {
            throw Refusals.DENIED;
        }
    }

    @Override
    public Optional<String> error(CustomResourceRequest request, String operationId) {
        return Optional.empty();
    }

    @Override
    public Optional<String> lastException(CustomResourceRequest request, Instant since, Instant now) {
        return Optional.empty();
    }

    @Override
    public int deleteOldSnapshots(CustomResourceRequest request, ApplicationView application) {
        return 0;
    }

    private void begin(String operation, Status newStatus, int when) {
        operations = appended(operations, new Op(operation, Operation.Status.IN_PROGRESS, when, when));
        status = newStatus;
        hangs = false;
        scaling = false;
        inPlace = true;
    }

    private void end(Operation.Status how, Status newStatus) {
        List<Op> ended = new ArrayList<>(operations);
        for (int i = 0; i < ended.size(); i++) {
            Op op = ended.get(i);
            if (op.open()) {
                ended.set(i, new Op(op.name, how, op.start, minute));
            }
        }
        operations = List.copyOf(ended);
        status = newStatus;
    }

    /** Another call takes the place of the operation that goes on. */
    private void abort() {
        end(Operation.Status.FAILED, status);
    }

    private static <T> List<T> appended(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return List.copyOf(longer);
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private List<Object> key() {
        if (key.isEmpty()) {
            key = List.of(
                    stack,
                    status,
                    statusBefore,
                    version,
                    versionBefore,
                    previousVersion,
                    operations,
                    points,
                    List.of(
                            minute,
                            faults,
                            requestAt,
                            phaseAt,
                            cancelledRequestAt,
                            restarts,
                            running,
                            restartFaults,
                            deniedUntil),
                    List.of(loops, hangs, scaling, inPlace, metricsMissing, metricsLate, excused, excusedInRollback));
            hash = key.hashCode();
        }
        return key;
    }

    /** Compares states of one scenario. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeployModel model && hashCode() == model.hashCode() && key().equals(model.key());
    }

    @Override
    public int hashCode() {
        key();
        return hash;
    }

    @Override
    public String toString() {
        return (minute == 0 ? scenario + ": " : "minute " + minute + ": ") + "stack " + stack + ", application "
                + status + " with version " + version + (loops ? ", restarting" : "");
    }
}

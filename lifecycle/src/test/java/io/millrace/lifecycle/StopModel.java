package io.millrace.lifecycle;

import static io.millrace.contract.search.BrokenRule.require;
import static io.millrace.lifecycle.Refusals.refuseUnless;

import io.millrace.contract.lifecycle.RunConfiguration;
import io.millrace.contract.lifecycle.StopMode;
import io.millrace.contract.search.BrokenRule;
import io.millrace.contract.search.SearchedState;
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
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One state of the service while a job is stopped for a delete, in steps of a minute. The decisions are those of the real
 * {@link Reconciler}; this class is the service around it, and the calls of the function.
 */
final class StopModel implements Service, SearchedState {
    static final int TIMEOUT = 14;
    private static final int UNDO = 8;
    /** How long a snapshot may take, and how long another change may delay it, before a stop by force. */
    private static final int ENOUGH = 10;

    /** What the job can do. */
    enum Nature {
        GOOD,
        TAKES_NO_SNAPSHOT,
        DOES_NOT_STOP
    }

    /** What happens in a minute besides the usual. */
    enum Event {
        NOTHING,
        SLOW,
        FAILS,
        HANGS,
        SCALES,
        MAINTAINS,
        DENIES
    }

    /**
     * Where a search begins.
     *
     * @param status when the delete is requested
     * @param busy minutes until the change ends that is going on then; 0 at rest
     * @param snapshot minutes that a snapshot takes
     * @param failedBefore whether an earlier delete failed
     * @param kept whether the application stays in the stack
     */
    record Scenario(
            StopMode mode, Nature nature, String status, int busy, int snapshot, boolean failedBefore, boolean kept) {}

    private record Op(String name, Operation.Status status, int start, int end) {
        boolean open() {
            return status == Operation.Status.IN_PROGRESS;
        }
    }

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Set<String> CAN_BE_FORCED =
            Set.of("STARTING", "UPDATING", "STOPPING", "AUTOSCALING", "RUNNING");

    private final Scenario scenario;
    private int minute;
    private int faults;
    private String status;
    private String statusBefore;
    private int left;
    private boolean hangs;
    private boolean excused;
    private boolean snapshotFailed;
    private boolean snapshotTaken;
    private int deniedUntil = -1;
    private boolean ended;
    private List<Op> operations;

    // of a step only
    private Call call = Call.ONCE;
    private int acted;

    // of a state that does not change any more
    private List<Object> key = List.of();
    private int hash;

    StopModel(Scenario scenario, int faults) {
        this.scenario = scenario;
        this.faults = faults;
        this.status = scenario.status;
        this.left = scenario.busy;
        this.statusBefore = status.equals("STARTING") ? "READY" : status;
        this.operations = scenario.failedBefore
                ? List.of(new Op("StopApplication", Operation.Status.FAILED, -60, -55))
                : List.of();
        String begun = Map.of(
                        "STARTING", "StartApplication",
                        "UPDATING", "UpdateApplication",
                        "ROLLING_BACK", "RollbackApplication",
                        "STOPPING", "StopApplication",
                        "FORCE_STOPPING", "StopApplication")
                .getOrDefault(status, "");
        if (!begun.isEmpty()) {
            begin(begun, status, left, -1);
        }
    }

    private StopModel(StopModel from) {
        scenario = from.scenario;
        minute = from.minute;
        faults = from.faults;
        status = from.status;
        statusBefore = from.statusBefore;
        left = from.left;
        hangs = from.hangs;
        excused = from.excused;
        snapshotFailed = from.snapshotFailed;
        snapshotTaken = from.snapshotTaken;
        deniedUntil = from.deniedUntil;
        ended = from.ended;
        operations = from.operations;
    }

    @Override
    public Map<String, Supplier<SearchedState>> events() {
        Map<String, Supplier<SearchedState>> events = new LinkedHashMap<>();
        if (ended) {
            return events;
        }
        for (Event event : Event.values()) {
            int remaining = faults - (event == Event.NOTHING ? 0 : 1);
            if (remaining >= 0 && allows(event)) {
                for (Call how : remaining > 0 ? Call.values() : new Call[] {Call.ONCE}) {
                    events.put(event + ", called " + how, () -> next(event, how));
                }
            }
        }
        return events;
    }

    private boolean allows(Event event) {
        return switch (event) {
            case NOTHING -> true;
            case SLOW, HANGS -> changing() && !hangs;
            case FAILS -> changing() && !hangs && operations.stream().anyMatch(Op::open);
            case SCALES, MAINTAINS -> status.equals("RUNNING");
            case DENIES -> deniedUntil < 0 && minute == 0;
        };
    }

    private boolean changing() {
        return !Set.of("READY", "RUNNING", "DELETING").contains(status);
    }

    private StopModel next(Event event, Call how) {
        StopModel next = new StopModel(this);
        next.faults -= (event == Event.NOTHING ? 0 : 1) + (how == Call.ONCE ? 0 : 1);
        next.minute++;
        next.statusBefore = status;
        next.excused |= event == Event.FAILS || event == Event.HANGS;
        next.happens(event);
        next.isCalled(how);
        return next;
    }

    private void happens(Event event) {
        if (event == Event.DENIES) {
            deniedUntil = minute + 3;
        }
        hangs |= event == Event.HANGS;
        if (event == Event.SCALES || event == Event.MAINTAINS) {
            status = event == Event.SCALES ? "AUTOSCALING" : "MAINTENANCE";
            left = 1;
        } else if (changing() && !hangs && event != Event.SLOW && (--left <= 0 || event == Event.FAILS)) {
            changed(event == Event.FAILS);
        }
    }

    private void changed(boolean fails) {
        boolean stops = status.equals("STOPPING");
        boolean forced = status.equals("FORCE_STOPPING");
        boolean failed = fails
                || (stops && scenario.nature != Nature.GOOD)
                || (forced && scenario.nature == Nature.DOES_NOT_STOP);
        end(failed ? Operation.Status.FAILED : Operation.Status.SUCCESSFUL);
        snapshotTaken |= stops && !failed;
        snapshotFailed |= stops && failed;
        boolean started = status.equals("STARTING") && !failed;
        boolean stopped = (stops || forced) && !failed;
        status = stopped || (status.equals("STARTING") && !started) ? "READY" : "RUNNING";
    }

    private void isCalled(Call how) {
        require(minute <= TIMEOUT + UNDO + 3, "a delete ends in time");
        if (how == Call.LOST) {
            return;
        }
        call = how;
        int before = acted;
        look();
        call = Call.ONCE;
        if (!ended && (acted > before || how == Call.TWICE)) {
            int once = acted;
            look();
            require(acted == once || before == once, "a repeated look changes nothing");
            require(!ended || before == once, "a repeated look decides nothing else");
        }
    }

    private void look() {
        boolean done;
        try {
            done = new Reconciler(this, Clock.fixed(at(minute), ZoneOffset.UTC), line -> {}).advance(request());
        } catch (DeployFailedException e) {
            failed(String.valueOf(e.getMessage()));
            return;
        }
        if (done) {
            succeeded();
        }
    }

    private void succeeded() {
        if (!scenario.kept) {
            stopped();
        }
        ended = true;
    }

    private void stopped() {
        require(status.equals("READY") || status.equals("DELETING"), "a delete that succeeds has stopped the job");
        if (scenario.status.equals("RUNNING")) {
            require(
                    snapshotTaken || scenario.mode != StopMode.WITH_SNAPSHOT,
                    "a job whose stop mode is WITH_SNAPSHOT leaves a snapshot");
            require(
                    snapshotTaken || scenario.mode == StopMode.FORCE || excused || scenario.nature != Nature.GOOD,
                    "a job that can take a snapshot leaves one");
        }
    }

    private void failed(String why) {
        require(!scenario.kept, "the lifecycle of a job that is kept is deleted", "got '" + why + "'");
        boolean mayFail = scenario.mode == StopMode.WITH_SNAPSHOT
                ? scenario.nature != Nature.GOOD || scenario.busy + scenario.snapshot >= TIMEOUT - 6
                : scenario.nature == Nature.DOES_NOT_STOP || scenario.busy > TIMEOUT + UNDO - 4;
        require(excused || mayFail, "a job that can be stopped is stopped", "got '" + why + "'");
        ended = true;
    }

    private CustomResourceRequest request() {
        Map<String, String> properties =
                new HashMap<>(RunConfiguration.latestSnapshot().toProperties());
        properties.put("ApplicationName", "job");
        properties.put("TimeoutSeconds", Integer.toString(60 * TIMEOUT));
        properties.put("StopMode", scenario.mode.name());
        return new CustomResourceRequest(
                CustomResourceRequest.Type.DELETE, at(0), "stack", Map.copyOf(properties), Map.of());
    }

    @Override
    public Observation observe(CustomResourceRequest request, Instant now) {
        refuse(call == Call.THROTTLED);
        List<Operation> seen = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Op op = operations.get(i);
            seen.add(new Operation(
                    op.name, "" + i, op.status, at(op.start), op.open() ? Optional.empty() : Optional.of(at(op.end))));
        }
        return new Observation(
                now,
                Optional.of(new ApplicationView(
                        call == Call.STALE ? statusBefore : status,
                        1,
                        "jar",
                        "FLINK-1_20",
                        Optional.of(RunConfiguration.latestSnapshot()))),
                seen,
                Optional.empty(),
                List.of(),
                StackPhase.of(request.startedAt(), Optional.empty()),
                scenario.kept);
    }

    @Override
    public void act(Action action, CustomResourceRequest request, ApplicationView application) {
        require(!scenario.kept, "a job that is kept is never stopped");
        refuse(call == Call.ACTION_THROTTLED);
        switch (action) {
            case STOP -> {
                refuseUnless(status.equals("RUNNING"));
                begin("StopApplication", "STOPPING", scenario.snapshot, minute);
            }
            case FORCE_STOP -> {
                refuseUnless(CAN_BE_FORCED.contains(status));
                requireReasonForForce();
                end(Operation.Status.FAILED);
                begin("StopApplication", "FORCE_STOPPING", 1, minute);
            }
            default -> throw new BrokenRule("a delete only stops");
        }
        acted++;
    }

    private void requireReasonForForce() {
        require(scenario.mode != StopMode.WITH_SNAPSHOT, "a job is stopped by force only where that is declared");
        int since = operations.stream()
                .filter(op -> op.open() && status.equals("STOPPING"))
                .mapToInt(Op::start)
                .max()
                .orElse(0);
        require(
                scenario.mode == StopMode.FORCE
                        || snapshotFailed
                        || excused
                        || minute >= TIMEOUT
                        || minute - since >= ENOUGH,
                "a snapshot is given " + ENOUGH + " minutes before a stop by force");
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
        throw new BrokenRule("a delete leaves the snapshots");
    }

    private void begin(String operation, String newStatus, int minutes, int when) {
        List<Op> longer = new ArrayList<>(operations);
        longer.add(new Op(operation, Operation.Status.IN_PROGRESS, when, when));
        operations = List.copyOf(longer);
        status = newStatus;
        left = minutes;
        hangs = false;
    }

    private void end(Operation.Status how) {
        operations = operations.stream()
                .map(op -> op.open() ? new Op(op.name, how, op.start, minute) : op)
                .toList();
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private List<Object> key() {
        if (key.isEmpty()) {
            key = List.of(
                    List.of(minute, faults, left, deniedUntil),
                    List.of(hangs, excused, snapshotFailed, snapshotTaken, ended),
                    status,
                    statusBefore,
                    operations);
            hash = key.hashCode();
        }
        return key;
    }

    /** Compares states of one scenario. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StopModel model && hashCode() == model.hashCode() && key().equals(model.key());
    }

    @Override
    public int hashCode() {
        key();
        return hash;
    }

    @Override
    public String toString() {
        return (minute == 0 ? scenario + ": " : "minute " + minute + ": ") + status + (hangs ? ", which hangs" : "");
    }
}

package io.millrace.constructs.scaling;

import static com.dashjoin.jsonata.Jsonata.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the synthesised state machine in memory: its states and expressions as Step Functions would, with the services'
 * answers given. References in the template stand for themselves, as their logical ids.
 */
final class ScalingMachine {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode definition;
    private final Map<String, Object> answers = new HashMap<>();
    private final Map<String, String> errors = new HashMap<>();
    private Instant start = Instant.EPOCH;

    ScalingMachine(SynthesisedStack template) throws com.fasterxml.jackson.core.JsonProcessingException {
        JsonNode text = template.properties("AWS::StepFunctions::StateMachine").get("DefinitionString");
        StringBuilder joined = new StringBuilder();
        for (JsonNode part : text.at("/Fn::Join/1")) {
            joined.append(
                    part.isTextual() ? part.asText() : part.elements().next().asText());
        }
        definition = MAPPER.readTree(joined.toString());
    }

    ScalingMachine at(Instant time) {
        start = time;
        return this;
    }

    ScalingMachine application(String status, int parallelism, Instant updated) {
        answers.put(
                "describeApplication",
                Map.of(
                        "ApplicationDetail",
                        Map.of(
                                "ApplicationStatus",
                                status,
                                "ApplicationVersionId",
                                7,
                                "LastUpdateTimestamp",
                                updated.toString(),
                                "ApplicationConfigurationDescription",
                                Map.of(
                                        "FlinkApplicationConfigurationDescription",
                                        Map.of(
                                                "ParallelismConfigurationDescription",
                                                Map.of("Parallelism", parallelism))))));
        return this;
    }

    ScalingMachine written(int parallelism) {
        answers.put("getParameter", Map.of("Parameter", Map.of("Value", Integer.toString(parallelism))));
        return this;
    }

    /** Each alarm's state, by its logical id. */
    ScalingMachine alarms(Map<String, String> states) {
        List<Map<String, String>> alarms = new ArrayList<>();
        states.forEach((name, state) -> alarms.add(Map.of("AlarmName", name, "StateValue", state)));
        answers.put("describeAlarms", Map.of("MetricAlarms", alarms));
        return this;
    }

    ScalingMachine failing(String action, String error) {
        errors.put(action, error);
        return this;
    }

    /** Runs the machine to its end, and returns the arguments of each call by action. */
    Map<String, Object> run() {
        Map<String, Object> calls = new LinkedHashMap<>();
        Execution execution = begin(start);
        while (!isDone(execution)) {
            String action = action(execution);
            calls.put(action, arguments(execution));
            String error = errors.get(action);
            execution = error == null
                    ? answered(execution, answers.get(action))
                    : failed(execution, error)
                            .orElseThrow(() -> new IllegalStateException("execution failed: " + error));
        }
        return calls;
    }

    /**
     * An execution before a call, or at its end.
     *
     * @param state name of the state
     */
    record Execution(String state, Map<String, Object> variables, Instant start) {
        Execution {
            variables = Map.copyOf(variables);
        }
    }

    Execution begin(Instant time) {
        return untilCall(definition.get("StartAt").asText(), Map.of(), time);
    }

    boolean isDone(Execution execution) {
        return state(execution).get("Type").asText().equals("Succeed");
    }

    /** The call that comes next, such as {@code describeApplication}. */
    String action(Execution execution) {
        return state(execution).get("Resource").asText().replaceAll(".*:", "");
    }

    Object arguments(Execution execution) {
        return evaluate(state(execution).get("Arguments"), execution, null);
    }

    /** The execution after the call's result. */
    Execution answered(Execution execution, Object result) {
        JsonNode state = state(execution);
        return untilCall(state.get("Next").asText(), assigned(state, execution, result), execution.start);
    }

    /** The execution after an error, or nothing if it fails. A call that is retried is where it was. */
    Optional<Execution> failed(Execution execution, String error) {
        JsonNode state = state(execution);
        for (JsonNode handler : state.path("Catch")) {
            for (JsonNode caught : handler.get("ErrorEquals")) {
                if (caught.asText().equals(error)) {
                    return Optional.of(untilCall(handler.get("Next").asText(), execution.variables, execution.start));
                }
            }
        }
        return Optional.empty();
    }

    boolean isRetried(Execution execution) {
        return state(execution).has("Retry");
    }

    private JsonNode state(Execution execution) {
        return definition.get("States").get(execution.state);
    }

    private Execution untilCall(String name, Map<String, Object> variables, Instant time) {
        Execution execution = new Execution(name, variables, time);
        JsonNode state = state(execution);
        return switch (state.get("Type").asText()) {
            case "Succeed", "Task" -> execution;
            case "Pass" -> untilCall(state.get("Next").asText(), assigned(state, execution, null), time);
            case "Choice" -> untilCall(choose(state, execution), variables, time);
            default -> throw new AssertionError("unexpected " + state);
        };
    }

    private String choose(JsonNode state, Execution execution) {
        for (JsonNode choice : state.get("Choices")) {
            if (Boolean.TRUE.equals(evaluate(choice.get("Condition"), execution, null))) {
                return choice.get("Next").asText();
            }
        }
        return state.get("Default").asText();
    }

    /** All expressions of one state see the variables as they were before it. */
    private Map<String, Object> assigned(JsonNode state, Execution execution, @Nullable Object result) {
        Map<String, Object> variables = new HashMap<>(execution.variables);
        state.path("Assign")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), evaluate(entry.getValue(), execution, result)));
        return variables;
    }

    private Object evaluate(JsonNode value, Execution execution, @Nullable Object result) {
        if (value instanceof TextNode && value.asText().startsWith("{%")) {
            String text = value.asText();
            Jsonata expression = jsonata(text.substring(2, text.length() - 2));
            Jsonata.Frame frame = expression.createFrame();
            execution.variables.forEach(frame::bind);
            Map<String, Object> states = new HashMap<>();
            states.put("result", result);
            states.put("context", Map.of("Execution", Map.of("StartTime", execution.start.toString())));
            frame.bind("states", states);
            Object found = expression.evaluate(null, frame);
            if (found == null) {
                // Step Functions fails an execution whose expression yields nothing
                throw new IllegalStateException("nothing: " + text);
            }
            return found;
        }
        if (value.isObject()) {
            Map<String, Object> evaluated = new LinkedHashMap<>();
            value.properties()
                    .forEach(entry -> evaluated.put(entry.getKey(), evaluate(entry.getValue(), execution, result)));
            return evaluated;
        }
        if (value.isArray()) {
            List<Object> evaluated = new ArrayList<>();
            value.forEach(element -> evaluated.add(evaluate(element, execution, result)));
            return evaluated;
        }
        return MAPPER.convertValue(value, Object.class);
    }
}

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

/**
 * Runs the synthesised state machine in memory: its states and expressions as Step Functions would, with the services'
 * answers given. References in the template stand for themselves, as their logical ids.
 */
final class ScalingMachine {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode definition;
    private final Map<String, Object> answers = new HashMap<>();
    private final Map<String, String> errors = new HashMap<>();
    private final Map<String, Object> calls = new LinkedHashMap<>();
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
        Map<String, Object> variables = new HashMap<>();
        String name = definition.get("StartAt").asText();
        while (true) {
            JsonNode state = definition.get("States").get(name);
            switch (state.get("Type").asText()) {
                case "Succeed" -> {
                    return calls;
                }
                case "Pass" -> {
                    assign(state, variables, null);
                    name = state.get("Next").asText();
                }
                case "Choice" -> name = choose(state, variables);
                case "Task" -> name = call(state, variables);
                default -> throw new AssertionError("unexpected " + state);
            }
        }
    }

    private String call(JsonNode state, Map<String, Object> variables) {
        String action = state.get("Resource").asText().replaceAll(".*:", "");
        calls.put(action, evaluate(state.get("Arguments"), variables, null));
        String error = errors.get(action);
        if (error == null) {
            assign(state, variables, answers.get(action));
            return state.get("Next").asText();
        }
        for (JsonNode handler : state.path("Catch")) {
            for (JsonNode caught : handler.get("ErrorEquals")) {
                if (caught.asText().equals(error)) {
                    return handler.get("Next").asText();
                }
            }
        }
        throw new IllegalStateException("execution failed: " + error);
    }

    private String choose(JsonNode state, Map<String, Object> variables) {
        for (JsonNode choice : state.get("Choices")) {
            if (Boolean.TRUE.equals(evaluate(choice.get("Condition"), variables, null))) {
                return choice.get("Next").asText();
            }
        }
        return state.get("Default").asText();
    }

    /** All expressions of one state see the variables as they were before it. */
    private void assign(JsonNode state, Map<String, Object> variables, Object result) {
        Map<String, Object> assigned = new HashMap<>();
        state.path("Assign")
                .properties()
                .forEach(entry -> assigned.put(entry.getKey(), evaluate(entry.getValue(), variables, result)));
        variables.putAll(assigned);
    }

    private Object evaluate(JsonNode value, Map<String, Object> variables, Object result) {
        if (value instanceof TextNode && value.asText().startsWith("{%")) {
            String text = value.asText();
            Jsonata expression = jsonata(text.substring(2, text.length() - 2));
            Jsonata.Frame frame = expression.createFrame();
            variables.forEach(frame::bind);
            Map<String, Object> states = new HashMap<>();
            states.put("result", result);
            states.put("context", Map.of("Execution", Map.of("StartTime", start.toString())));
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
                    .forEach(entry -> evaluated.put(entry.getKey(), evaluate(entry.getValue(), variables, result)));
            return evaluated;
        }
        if (value.isArray()) {
            List<Object> evaluated = new ArrayList<>();
            value.forEach(element -> evaluated.add(evaluate(element, variables, result)));
            return evaluated;
        }
        return MAPPER.convertValue(value, Object.class);
    }
}

package io.millrace.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key of a property group: its type, whether it is required, its default, and the values it can have.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"key", "formerKeys", "type", "default", "required", "min", "max", "allowed", "description"})
public final class SettingDeclaration {
    private final String key;
    private final List<String> formerKeys;
    private final SettingType type;
    private final @Nullable String defaultValue;
    private final boolean required;
    private final @Nullable String min;
    private final @Nullable String max;
    private final List<String> allowed;
    private final String description;

    /**
     * @param defaultValue the value when the key is not given, as text, or null when there is none
     * @param min the smallest value allowed, as text of the same type, or null
     * @param max the largest value allowed, as text of the same type, or null
     * @param allowed the only values allowed; empty for any
     */
    public SettingDeclaration(
            String key,
            SettingType type,
            @Nullable String defaultValue,
            boolean required,
            @Nullable String min,
            @Nullable String max,
            @Nullable List<String> allowed,
            String description) {
        this(key, null, type, defaultValue, required, min, max, allowed, description);
    }

    @JsonCreator
    private SettingDeclaration(
            @JsonProperty("key") String key,
            @JsonProperty("formerKeys") @Nullable List<String> formerKeys,
            @JsonProperty("type") SettingType type,
            @JsonProperty("default") @Nullable String defaultValue,
            @JsonProperty("required") boolean required,
            @JsonProperty("min") @Nullable String min,
            @JsonProperty("max") @Nullable String max,
            @JsonProperty("allowed") @Nullable List<String> allowed,
            @JsonProperty("description") @Nullable String description) {
        this.key = requireNonNull(key, "key is null");
        this.formerKeys = formerKeys == null ? List.of() : List.copyOf(formerKeys);
        this.type = requireNonNull(type, "type is null");
        this.defaultValue = defaultValue;
        this.required = required;
        this.min = min;
        this.max = max;
        this.allowed = allowed == null ? List.of() : List.copyOf(allowed);
        this.description = description == null ? "" : description;
    }

    /** The same setting, with the keys it had before it was renamed. They are refused, naming the present key. */
    public SettingDeclaration formerly(List<String> keys) {
        return new SettingDeclaration(key, keys, type, defaultValue, required, min, max, allowed, description);
    }

    @JsonProperty
    public String key() {
        return key;
    }

    @JsonProperty
    public List<String> formerKeys() {
        return formerKeys;
    }

    @JsonProperty
    public SettingType type() {
        return type;
    }

    @JsonProperty("default")
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    @JsonProperty
    public boolean required() {
        return required;
    }

    @JsonProperty
    public Optional<String> min() {
        return Optional.ofNullable(min);
    }

    @JsonProperty
    public Optional<String> max() {
        return Optional.ofNullable(max);
    }

    @JsonProperty
    public List<String> allowed() {
        return allowed;
    }

    @JsonProperty
    public String description() {
        return description;
    }

    /** The rule that a value breaks, phrased to follow "must be"; empty when the value is valid. */
    Optional<String> brokenRule(String value) {
        Optional<BigDecimal> number = type.parse(value);
        if (number.isEmpty()) {
            return Optional.of(type.rule());
        }
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            return Optional.of("one of " + String.join(", ", allowed));
        }
        boolean tooSmall = min().flatMap(type::parse)
                .filter(least -> number.get().compareTo(least) < 0)
                .isPresent();
        boolean tooLarge = max().flatMap(type::parse)
                .filter(greatest -> number.get().compareTo(greatest) > 0)
                .isPresent();
        return tooSmall || tooLarge ? Optional.of(range()) : Optional.empty();
    }

    private String range() {
        List<String> bounds = new ArrayList<>();
        min().ifPresent(least -> bounds.add("at least " + least));
        max().ifPresent(greatest -> bounds.add("at most " + greatest));
        return String.join(" and ", bounds);
    }
}

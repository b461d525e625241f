package io.millrace.contract.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.Contract;
import io.millrace.contract.ContractCheck;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.SettingDeclaration;
import io.millrace.contract.SettingType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.Description;
import org.apache.flink.configuration.description.LinkElement;
import org.apache.flink.configuration.description.TextElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingTest {
    enum Colour {
        RED,
        GREEN
    }

    static List<Arguments> types() {
        return List.of(
                Arguments.of(key().booleanType().noDefaultValue(), SettingType.BOOLEAN),
                Arguments.of(key().booleanType().defaultValue(true), SettingType.BOOLEAN),
                Arguments.of(key().intType().noDefaultValue(), SettingType.INT),
                Arguments.of(key().longType().noDefaultValue(), SettingType.LONG),
                Arguments.of(key().floatType().noDefaultValue(), SettingType.DOUBLE),
                Arguments.of(key().doubleType().noDefaultValue(), SettingType.DOUBLE),
                Arguments.of(key().durationType().noDefaultValue(), SettingType.DURATION),
                Arguments.of(key().stringType().noDefaultValue(), SettingType.STRING),
                Arguments.of(key().stringType().asList().noDefaultValue(), SettingType.STRING),
                Arguments.of(key().intType().asList().defaultValues(1, 2), SettingType.STRING),
                Arguments.of(key().memoryType().noDefaultValue(), SettingType.STRING),
                Arguments.of(key().mapType().noDefaultValue(), SettingType.STRING),
                Arguments.of(key().enumType(Colour.class).noDefaultValue(), SettingType.STRING));
    }

    private static OptionBuilder key() {
        return ConfigOptions.key("key");
    }

    @ParameterizedTest
    @MethodSource("types")
    void theTypeIsTheOptions(ConfigOption<?> option, SettingType type) {
        assertThat(Setting.of(option).declaration().type()).isEqualTo(type);
    }

    @Test
    void defaultsAreWrittenAsFlinkReadsThem() {
        assertThat(defaultOf(key().durationType().defaultValue(Duration.ofSeconds(90))))
                .isEqualTo("90 s");
        assertThat(defaultOf(key().stringType().asList().defaultValues("a", "b")))
                .isEqualTo("a;b");
        assertThat(defaultOf(key().mapType().defaultValue(Map.of("a", "b")))).isEqualTo("a:b");
        assertThat(defaultOf(key().memoryType().defaultValue(MemorySize.ofMebiBytes(2))))
                .isEqualTo("2 mb");
    }

    /** The default, which Flink reads from its text as it was. */
    private static <T> String defaultOf(ConfigOption<T> option) {
        String text = Setting.of(option).declaration().defaultValue().orElseThrow();
        assertThat(OptionType.read(option, text)).contains(option.defaultValue());
        return text;
    }

    /** A text that synthesis lets through and Flink does not read would fail the job after the deploy. */
    @Test
    void flinkReadsEachTextThatIsAccepted() {
        List<String> texts = Stream.of(
                        "1",
                        "-1",
                        "+1",
                        "1.5",
                        "1e3",
                        "0x1p3",
                        "1d",
                        "true",
                        "FALSE",
                        "2 min",
                        "3H",
                        "7",
                        "5 \u00b5s",
                        "PT5M")
                .flatMap(text -> Stream.of(text, " " + text, text + " "))
                .collect(Collectors.toList());
        for (Arguments type : types()) {
            ConfigOption<?> option = (ConfigOption<?>) type.get()[0];
            if (type.get()[1] != SettingType.STRING) {
                assertThat(texts)
                        .filteredOn(text -> accepts((SettingType) type.get()[1], text))
                        .isNotEmpty()
                        .allSatisfy(text ->
                                assertThat(OptionType.read(option, text)).isPresent());
            }
        }
    }

    private static boolean accepts(SettingType type, String text) {
        SettingDeclaration setting = new SettingDeclaration("key", type, null, true, null, null, null, "any");
        JobDeclaration job = new JobDeclaration("job", "A job", List.of(), List.of(), List.of(setting));
        return ContractCheck.violations(
                        new Contract(List.of(), List.of(job)),
                        Map.of("Job", Map.of("name", "job", "key", text)),
                        unresolved -> false)
                .isEmpty();
    }

    @Test
    void anEnumAllowsItsConstantsOnly() {
        SettingDeclaration declared = Setting.of(key().enumType(Colour.class).defaultValue(Colour.RED))
                .declaration();

        assertThat(declared.defaultValue()).contains("RED");
        assertThat(declared.allowed()).containsExactly("RED", "GREEN");
    }

    @Test
    void deprecatedKeysAreFormerKeysAndFallbackKeysAreNot() {
        ConfigOption<Integer> renamed =
                key().intType().noDefaultValue().withDeprecatedKeys("old").withFallbackKeys("other");

        assertThat(Setting.of(renamed).declaration().formerKeys()).containsExactly("old");
    }

    @Test
    void boundsAndWhetherItIsRequiredAreDeclared() {
        SettingDeclaration declared = Setting.of(key().durationType().noDefaultValue())
                .atLeast(Duration.ofMillis(1))
                .atMost(Duration.ofDays(1))
                .required()
                .declaration();

        assertThat(declared.min()).contains("1 ms");
        assertThat(declared.max()).contains("1 d");
        assertThat(declared.required()).isTrue();
        assertThat(Setting.secret(key().stringType().noDefaultValue())
                        .declaration()
                        .type())
                .isEqualTo(SettingType.SECRET);
    }

    @Test
    void theDescriptionHasNoMarks() {
        Description marked = Description.builder()
                .text(
                        "50% of %s, see %s.",
                        TextElement.code("x < y"), LinkElement.link("https://flink.apache.org", "Flink"))
                .linebreak()
                .list(TextElement.text("first"), TextElement.text("second"))
                .build();

        assertThat(described(key().intType().noDefaultValue().withDescription("At most 50% of it.")))
                .isEqualTo("At most 50% of it.");
        assertThat(described(key().intType().noDefaultValue().withDescription(marked)))
                .isEqualTo("50% of x < y, see Flink. first; second");
    }

    private static String described(ConfigOption<?> option) {
        return Setting.of(option).declaration().description();
    }
}

package io.millrace.constructs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Validations;
import software.constructs.Node;

/** Which package may use which. Only what is in the bytecode counts, where the compiler has copied constants. */
@AnalyzeClasses(packages = "io.millrace.constructs", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String MODULES = "io.millrace.";

    /** Each package, and all that it uses of this project. */
    private static final Map<String, Set<String>> USED = Map.ofEntries(
            entry("constructs", Set.of()),
            entry("constructs.access", Set.of("constructs")),
            entry(
                    "constructs.flink",
                    Set.of(
                            "constructs",
                            "constructs.access",
                            "constructs.flink.binding",
                            "constructs.flink.jar",
                            "constructs.kafka",
                            "constructs.lifecycle",
                            "constructs.streams",
                            "contract",
                            "contract.lifecycle",
                            "contract.service",
                            "cost")),
            entry("constructs.flink.binding", Set.of("constructs", "constructs.kafka", "constructs.streams")),
            entry(
                    "constructs.flink.jar",
                    Set.of("constructs", "constructs.access", "contract", "contract.jar", "contract.service")),
            entry("constructs.kafka", Set.of("constructs")),
            entry("constructs.lifecycle", Set.of("constructs", "contract.lifecycle")),
            entry(
                    "constructs.monitoring",
                    Set.of(
                            "constructs",
                            "constructs.access",
                            "constructs.flink",
                            "constructs.flink.binding",
                            "constructs.kafka",
                            "constructs.streams",
                            "contract.lifecycle")),
            entry("constructs.nag", Set.of("constructs")),
            entry("constructs.pipeline", Set.of("constructs")),
            entry("constructs.scaling", Set.of("constructs", "constructs.flink", "contract.service")),
            entry("constructs.streams", Set.of("constructs", "constructs.access")));

    @ArchTest
    static void packagesUseWhatIsListed(JavaClasses classes) {
        assertThat(arrows(used(classes))).containsExactlyInAnyOrderElementsOf(arrows(USED));
    }

    @ArchTest
    static final ArchRule NO_PACKAGES_USE_EACH_OTHER =
            slices().matching("io.millrace.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CONSTRUCTS_USE_THE_CDK_ALONE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.millrace..",
                    "java..",
                    "org.jspecify.annotations",
                    "software.amazon.awscdk..",
                    "software.amazon.jsii..",
                    "software.constructs..");

    @ArchTest
    static final ArchRule CONSTRUCTS_READ_THEIR_PROPS_ONLY = noClasses()
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(Node.class, "tryGetContext", String.class)
            .orShould()
            .callMethod(Node.class, "getContext", String.class);

    /** An acknowledgement silences a rule for all that is below its scope: this class does so for one resource. */
    @ArchTest
    static final ArchRule ONE_CLASS_ACKNOWLEDGES = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.millrace.constructs.flink.ApplicationResource")
            .should()
            .callMethod(Validations.class, "acknowledge", Acknowledgment[].class)
            .orShould()
            .callMethod(Annotations.class, "acknowledgeWarning", String.class)
            .orShould()
            .callMethod(Annotations.class, "acknowledgeWarning", String.class, String.class);

    /** Every package to the others of this project that it uses, named without {@code io.millrace.}. */
    private static Map<String, Set<String>> used(JavaClasses classes) {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass type : classes) {
            Set<String> others = used.computeIfAbsent(name(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(other -> other.getPackageName().startsWith(MODULES))
                    .map(ArchitectureTest::name)
                    .filter(other -> !other.equals(name(type)))
                    .forEach(others::add);
        }
        return used;
    }

    private static Set<String> arrows(Map<String, Set<String>> used) {
        Set<String> arrows = new TreeSet<>();
        used.forEach((name, others) -> {
            arrows.add(name);
            others.forEach(other -> arrows.add(name + " uses " + other));
        });
        return arrows;
    }

    private static String name(JavaClass type) {
        return type.getPackageName().substring(MODULES.length());
    }
}

package io.millrace.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.millrace.job.api.Job;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which package may use which. The entry point uses the jobs, and these what they share; nothing looks back. A job's
 * packages are one with an implementation of {@link Job} and those inside it. Only what is in the bytecode counts, where
 * the compiler has copied constants.
 */
@AnalyzeClasses(packages = "io.millrace.job", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String MODULES = "io.millrace.";

    /** Each package that jobs share, and all that it uses of this project. */
    private static final Map<String, Set<String>> SHARED = Map.ofEntries(
            entry("job.api", Set.of("job.connector", "job.record", "job.secret", "contract.flink")),
            entry("job.cep", Set.of()),
            entry("job.codec", Set.of()),
            entry("job.connector", Set.of("contract", "job.record", "contract.flink")),
            entry("job.connector.kafka", Set.of("contract", "job.connector", "job.record", "contract.flink")),
            entry("job.connector.kinesis", usedForKinesis()),
            entry("job.json", Set.of("job.record", "contract.flink", "job.time")),
            entry("job.measurement", Set.of("job.json", "job.record", "contract.flink", "job.time")),
            entry("job.metric", Set.of()),
            entry("job.operator", Set.of()),
            entry("job.preaggregate", Set.of("job.operator")),
            entry("job.record", Set.of("job.metric")),
            entry("job.secret", Set.of()),
            entry("job.state", Set.of()),
            entry("job.time", Set.of("job.operator", "job.record", "contract.flink", "job.state")));

    private static Set<String> usedForKinesis() {
        Set<String> used = new TreeSet<>(Set.of("contract", "job.connector", "job.record", "contract.flink"));
        used.addAll(KinesisPorts.LIBRARIES);
        return used;
    }

    /** What the jobs may use, besides their own packages: of {@code job.secret} and the connectors only {@code job.api}. */
    private static final Set<String> USED_BY_JOBS = Set.of(
            "job.api",
            "job.cep",
            "job.codec",
            "job.connector",
            "job.json",
            "job.measurement",
            "job.metric",
            "job.operator",
            "job.preaggregate",
            "job.record",
            "contract.flink",
            "job.state",
            "job.time");

    @ArchTest
    static void sharedPackagesUseWhatIsListed(JavaClasses classes) {
        Map<String, Set<String>> used = used(classes);
        used.keySet()
                .removeIf(name -> name.equals("job") || !jobOf(name, classes).isEmpty());

        assertThat(arrows(used)).containsExactlyInAnyOrderElementsOf(arrows(SHARED));
    }

    private static Set<String> arrows(Map<String, Set<String>> used) {
        Set<String> arrows = new TreeSet<>();
        used.forEach((name, others) -> {
            arrows.add(name);
            others.forEach(other -> arrows.add(name + " uses " + other));
        });
        return arrows;
    }

    @ArchTest
    static void jobsUseWhatTheyShareAndTheirOwnPackages(JavaClasses classes) {
        Map<String, Set<String>> users = new TreeMap<>();
        used(classes).forEach((name, others) -> {
            String job = jobOf(name, classes);
            if (!job.isEmpty()) {
                others.stream()
                        .filter(other -> !jobOf(other, classes).equals(job))
                        .forEach(other -> users.computeIfAbsent(other, none -> new TreeSet<>())
                                .add(job));
            }
        });

        assertThat(users).containsOnlyKeys(USED_BY_JOBS);
    }

    @ArchTest
    static final ArchRule NO_PACKAGES_USE_EACH_OTHER =
            slices().matching("io.millrace.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THEIR_PACKAGES_USE_THE_LIBRARIES_OF_CONNECTORS = noClasses()
            .that()
            .resideOutsideOfPackages("io.millrace.job.connector.kinesis", "io.millrace.job.connector.kafka")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink.streaming.connectors..", "org.apache.flink.connector..", "org.apache.kafka..");

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

    private static String name(JavaClass type) {
        return type.getPackageName().substring(MODULES.length());
    }

    /** The package of the job that a package belongs to; empty if it is none of a job. */
    private static String jobOf(String name, JavaClasses classes) {
        return jobs(classes).stream()
                .filter(job -> name.equals(job) || name.startsWith(job + "."))
                .findFirst()
                .orElse("");
    }

    private static Set<String> jobs(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isAssignableTo(Job.class) && !type.isInterface())
                .map(ArchitectureTest::name)
                .collect(toCollection(TreeSet::new));
    }
}

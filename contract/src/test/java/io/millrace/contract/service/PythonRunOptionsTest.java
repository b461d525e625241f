package io.millrace.contract.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonRunOptionsTest {
    private static final String GROUP = "property group 'kinesis.analytics.flink.run.options': ";
    private static final Map<String, String> ALL = Map.of(
            "python", "app/main.py",
            "jarfile", "app/lib/dependencies.jar",
            "pyFiles", "app/pages.py,app/shared/",
            "pyArchives", "app/data.zip#data,app/more.zip");
    private static final Set<String> ENTRIES = Set.of(
            "app/main.py",
            "app/lib/dependencies.jar",
            "app/pages.py",
            "app/shared/text.py",
            "app/data.zip",
            "app/more.zip");

    @Test
    void filesOfTheZipAreAccepted() {
        assertThat(ofKeys(ALL)).isEmpty();
        assertThat(PythonRunOptions.violations(ALL, ENTRIES)).isEmpty();
    }

    @Test
    void aPythonApplicationHasAMainFile() {
        assertThat(ofKeys(Map.of("jarfile", "a.jar")))
                .containsExactly(
                        GROUP + "must have the key 'python', got none; name the .py file with the main method");
        assertThat(ofKeys(Map.of("python", "main.zip")))
                .containsExactly(
                        GROUP + "'python' must be a .py file, got 'main.zip'; name the file with the main" + " method");
    }

    @Test
    void keysThatTheServiceDoesNotSupportAreRefusedWithWhatToDo() {
        String rule = GROUP + "a key must be python, jarfile, pyFiles or pyArchives, got '";

        assertThat(ofKeys(Map.of(
                        "python", "main.py",
                        "pyModule", "main",
                        "pyExecutable", "python3",
                        "pyRequirements", "requirements.txt",
                        "jarFile", "a.jar")))
                .containsExactly(
                        rule + "jarFile'; leave it out",
                        rule + "pyExecutable'; use the runtime's own Python",
                        rule + "pyModule'; start the module from the file in 'python'",
                        rule + "pyRequirements'; put the packages into the zip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jar,b.jar", "a.jar;b.jar", "lib/", "lib/a.zip"})
    void thereIsOneJar(String jars) {
        assertThat(ofKeys(Map.of("python", "main.py", "jarfile", jars)))
                .containsExactly(GROUP + "'jarfile' must be one .jar file, got '" + jars + "'; shade several into one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/main.py",
                "../main.py",
                "./main.py",
                "a//main.py",
                "a/../main.py",
                "s3://b/main.py",
                "a\\main.py"
            })
    void pathsAreThoseInTheZip(String path) {
        String rule = "' must have paths in the zip, got '" + path + "'; write it relative to the zip's root, with '/'";

        assertThat(ofKeys(Map.of("python", path))).containsExactly(GROUP + "'python" + rule);
        assertThat(ofKeys(Map.of("python", "main.py", "pyFiles", "a.py," + path)))
                .containsExactly(GROUP + "'pyFiles" + rule);
    }

    @Test
    void anEmptyPlaceInAListIsRefused() {
        assertThat(ofKeys(Map.of("python", "main.py", "pyArchives", "a.zip,#data")))
                .containsExactly(
                        GROUP
                                + "'pyArchives' must have paths in the zip, got ''; write it relative to the zip's root, with '/'");
    }

    @Test
    void eachFileThatTheZipLacksIsNamed() {
        assertThat(PythonRunOptions.violations(
                        Map.of("python", "main.py", "jarfile", "b.jar", "pyFiles", "app/pages.py,app/share"), ENTRIES))
                .containsExactly(
                        GROUP
                                + "'jarfile' must name a file of the zip, got 'b.jar', which is not in it; add it to the zip",
                        GROUP
                                + "'pyFiles' must name a file of the zip, got 'app/share', which is not in it; add it to the"
                                + " zip",
                        GROUP + "'python' must name a file of the zip, got 'main.py', which is not in it; did you mean"
                                + " 'app/main.py'?");
    }

    @Test
    void whatIsNotKnownYetIsNotChecked() {
        assertThat(PythonRunOptions.violations(Map.of("python", "token"), "token"::equals))
                .isEmpty();
    }

    private static List<String> ofKeys(Map<String, String> options) {
        ServiceLimits limits = new ServiceLimits(text -> false);
        limits.groups(Map.of(PythonRunOptions.GROUP, options));
        return limits.violations();
    }
}

package io.millrace.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectTemplateTest {
    private static final NewProject SHOP = new NewProject("web-shop", "com.acme.shop", NewProject.NO_PIPELINE);

    @TempDir
    private Path directory;

    @Test
    void theFilesHaveTheProjectsNames() throws IOException {
        Path project = directory.resolve("web-shop");

        ProjectTemplate.write(SHOP, project);

        assertThat(files(project))
                .contains(
                        ".gitignore",
                        ".mvn/wrapper/maven-wrapper.properties",
                        "infra/src/main/java/com/acme/shop/infra/InfraApp.java",
                        "job/src/test/java/com/acme/shop/job/ContractTest.java",
                        "mvnw.cmd",
                        "package-lock.json",
                        "pom.xml")
                .doesNotContain(".gitlab-ci.yml")
                .allSatisfy(file -> assertThat(Files.readString(project.resolve(file)))
                        .doesNotContain("${artifactId}", "${groupId}", "${package}", "__packageInPathFormat__"))
                .filteredOn(file -> Files.isExecutable(project.resolve(file)))
                .containsExactlyInAnyOrder("millrace", "mvnw");
        assertThat(Files.readString(project.resolve("pom.xml")))
                .contains("<groupId>com.acme.shop</groupId>", "<artifactId>web-shop</artifactId>")
                .doesNotContainPattern("@[a-z0-9.-]+@");
        assertThat(Files.readString(project.resolve("infra/src/main/java/com/acme/shop/infra/InfraApp.java")))
                .contains("package com.acme.shop.infra;", "\"web-shop\"");
        assertThat(files(directory)).allMatch(file -> file.startsWith("web-shop/"));
    }

    @Test
    void aPipelineIsWrittenWhereItIsWanted() throws IOException {
        ProjectTemplate.write(new NewProject("shop", "com.acme", NewProject.GITLAB), directory.resolve("shop"));

        assertThat(directory.resolve("shop/.gitlab-ci.yml")).isRegularFile();
    }

    @Test
    void aSnapshotIsAVersionOfMillrace() throws IOException {
        Path project = directory.resolve("shop");
        ProjectTemplate.write(SHOP, project);
        Path pom = project.resolve("pom.xml");
        String released = Files.readString(pom).replaceFirst("(?<=<millrace.version>)[^<]*", "0.1.0");

        Files.writeString(pom, released);
        assertThat(released).contains("<version>1.0-SNAPSHOT</version>");
        assertThat(ProjectTemplate.dependsOnSnapshot(project)).isFalse();

        Files.writeString(pom, released.replace("0.1.0</", "0.2.0-SNAPSHOT</"));
        assertThat(ProjectTemplate.dependsOnSnapshot(project)).isTrue();
    }

    @Test
    void theCdkCliIsTheOneThatThisProjectPins() throws IOException {
        ProjectTemplate.write(SHOP, directory.resolve("web-shop"));
        JsonNode own = json(Path.of("../package-lock.json")).at("/packages/node_modules~1aws-cdk");

        JsonNode lock = json(directory.resolve("web-shop/package-lock.json"));

        assertThat(own.path("version").asText()).isNotEmpty();
        assertThat(json(directory.resolve("web-shop/package.json")).at("/devDependencies/aws-cdk"))
                .isEqualTo(own.path("version"));
        assertThat(lock.at("/packages/node_modules~1aws-cdk")).isEqualTo(own);
        assertThat(lock.at("/packages").size()).isEqualTo(2);
        assertThat(json(directory.resolve("web-shop/cdk.json")).at("/context"))
                .isEqualTo(json(Path.of("../cdk.json")).at("/context"));
    }

    @Test
    void anEmptyDirectoryIsFilled() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("web-shop"));

        ProjectTemplate.write(SHOP, empty);

        assertThat(empty.resolve("pom.xml")).isRegularFile();
    }

    @Test
    void whatIsThereStays() throws IOException {
        Path full = Files.createDirectory(directory.resolve("full"));
        Files.writeString(full.resolve("notes"), "mine");
        Path file = Files.writeString(directory.resolve("file"), "mine");

        for (Path taken : List.of(full, file)) {
            assertThatThrownBy(() -> ProjectTemplate.write(SHOP, taken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("directory must be new or empty, got '%s'; choose another name, or delete it", taken);
        }
        assertThat(files(directory)).containsExactlyInAnyOrder("full/notes", "file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "1shop", "web--shop", "shop-", "web_shop", "a/b", "..", "näh"})
    void aNameIsLowerCaseWithSingleHyphens(String name) {
        assertThatThrownBy(() -> new NewProject(name, NewProject.defaultPackage(name), NewProject.NO_PIPELINE))
                .hasMessage(
                        "name must be at most 40 lower-case letters, digits and single hyphens, beginning with a letter, got"
                                + " '%s'",
                        name);
    }

    @Test
    void everyMistakeIsNamed() {
        assertThatThrownBy(() -> new NewProject("a".repeat(41), "com.acme.new", "jenkins"))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "name must be at most 40 lower-case letters, digits and single hyphens, beginning with a letter, got"
                                + " '" + "a".repeat(41) + "'",
                        "package must be the name of a Java package, got 'com.acme.new'; choose one with --package",
                        "pipeline must be none or gitlab, got 'jenkins'"));
        assertThatThrownBy(() -> new NewProject("new", NewProject.defaultPackage("new"), NewProject.NO_PIPELINE))
                .hasMessage(
                        "package must be the name of a Java package, got 'com.example.new'; choose one with --package");
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}

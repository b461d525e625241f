package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The profile {@code on-aws}, which only a pipeline runs, compiles the local runtime's sources: it must have what they need. */
class OnAwsProfileTest {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));

    @Test
    void theProfileHasEveryLibraryThatTheLocalRuntimeIsCompiledWith() throws Exception {
        List<String> compiledWith = artifacts("local", "/project/dependencies/dependency[not(scope)]/artifactId");

        assertThat(compiledWith).contains("picocli", "kinesis");
        assertThat(artifacts(
                        "integration-tests",
                        "/project/dependencies/dependency/artifactId"
                                + " | /project/profiles/profile[id='on-aws']/dependencies/dependency/artifactId"))
                .containsAll(compiledWith);
    }

    private static List<String> artifacts(String module, String path) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(HOME.resolve(module).resolve("pom.xml").toFile());
        NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
        List<String> artifacts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            artifacts.add(nodes.item(i).getTextContent());
        }
        return artifacts;
    }
}

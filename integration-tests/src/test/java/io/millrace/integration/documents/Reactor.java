package io.millrace.integration.documents;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The modules of this project, as their poms declare them. */
public final class Reactor {
    private static final String PREFIX = "millrace-";

    private final Document root;
    private final Map<String, Document> modules = new HashMap<>();

    private Reactor(Document root) {
        this.root = root;
    }

    public static Reactor read(Path home) throws IOException {
        Reactor reactor = new Reactor(parse(home.resolve("pom.xml")));
        for (String module : texts(reactor.root, "/project//modules/module")) {
            reactor.modules.put(module, parse(home.resolve(module).resolve("pom.xml")));
        }
        return reactor;
    }

    public Set<String> modules() {
        return modules.keySet();
    }

    Set<String> profiles() {
        Set<String> profiles = new TreeSet<>(texts(root, "/project/profiles/profile/id"));
        modules.values().forEach(pom -> profiles.addAll(texts(pom, "/project/profiles/profile/id")));
        return profiles;
    }

    /** The modules that a module depends on, with the profiles that the given properties activate. */
    public Set<String> dependencies(String module, Map<String, String> properties) {
        Document pom = modules.get(module);
        List<String> artifacts = new ArrayList<>(texts(pom, "/project/dependencies/dependency/artifactId"));
        for (Node profile : nodes(pom, "/project/profiles/profile")) {
            if (isActive(profile, properties)) {
                artifacts.addAll(texts(profile, "dependencies/dependency/artifactId"));
            }
        }
        return modules(artifacts);
    }

    /** The modules whose versions a module manages. */
    public Set<String> managed(String module) {
        return modules(texts(modules.get(module), "/project/dependencyManagement/dependencies/dependency/artifactId"));
    }

    /** A property of a module, or of the root if the module does not set it. */
    public String property(String module, String name) {
        List<String> own = properties(modules.get(module), name);
        return own.isEmpty() ? property(name) : own.get(0);
    }

    /** A property of the root. */
    String property(String name) {
        return properties(root, name).get(0);
    }

    private static List<String> properties(Document pom, String name) {
        return texts(pom, "/project/properties/*[name()='" + name + "']");
    }

    private static Set<String> modules(List<String> artifacts) {
        Set<String> names = new TreeSet<>();
        for (String artifact : artifacts) {
            if (artifact.startsWith(PREFIX)) {
                names.add(artifact.substring(PREFIX.length()));
            }
        }
        return names;
    }

    private static boolean isActive(Node profile, Map<String, String> properties) {
        List<String> names = texts(profile, "activation/property/name");
        if (names.isEmpty()) {
            return false;
        }
        String given = properties.getOrDefault(names.get(0), "");
        String wanted = texts(profile, "activation/property/value").get(0);
        return wanted.startsWith("!") ? !given.equals(wanted.substring(1)) : given.equals(wanted);
    }

    private static Document parse(Path pom) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(pom + " cannot be read", e);
        }
    }

    private static List<String> texts(Node node, String path) {
        return nodes(node, path).stream().map(Node::getTextContent).toList();
    }

    private static List<Node> nodes(Node node, String path) {
        try {
            NodeList found =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, node, XPathConstants.NODESET);
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                nodes.add(found.item(i));
            }
            return nodes;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}

package io.millrace.integration.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command in one of this project's documents: a line of a shell block, or a code span.
 *
 * @param document relative to the project
 * @param text without the comment that may follow it
 */
record DocumentedCommand(String document, String text) {
    static final Path HOME =
            Path.of(System.getProperty("millrace.home")).toAbsolutePath().normalize();

    private static final Pattern SHELL_BLOCK =
            Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern COMMENT = Pattern.compile(" +#.*");

    /** The commands that run a program of this project, such as {@code ./mvnw}. */
    static List<DocumentedCommand> of(String program) throws IOException {
        List<DocumentedCommand> commands = new ArrayList<>();
        for (Path file : documents()) {
            String document = HOME.relativize(file).toString();
            candidates(Files.readString(file))
                    .filter(text -> text.startsWith(program))
                    .distinct()
                    .forEach(text -> commands.add(new DocumentedCommand(document, text)));
        }
        assertThat(commands).as(program).isNotEmpty();
        return commands;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(HOME.resolve("README.md"), HOME.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(HOME.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    private static Stream<String> candidates(String markdown) {
        Stream<String> lines = SHELL_BLOCK.matcher(markdown).results().flatMap(block -> block.group(1)
                .lines());
        Stream<String> spans = CODE_SPAN
                .matcher(markdown.replace("```", ""))
                .results()
                .map(span -> span.group(1).replace('\n', ' '));
        return Stream.concat(lines, spans)
                .map(text -> COMMENT.matcher(text).replaceFirst("").strip());
    }

    /** The words after the program, without quotes. */
    List<String> words() {
        List<String> words = List.of(text.replace("'", "").replace("\"", "").split(" +"));
        return words.subList(1, words.size());
    }

    /** The options that begin with {@code --}. */
    List<String> longOptions() {
        return words().stream()
                .filter(word -> word.startsWith("--"))
                .map(word -> word.replaceFirst("=.*", ""))
                .toList();
    }

    /** The system properties by name. */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        words().stream().filter(word -> word.startsWith("-D")).forEach(word -> {
            String[] parts = word.substring(2).split("=", 2);
            properties.put(parts[0], parts.length == 1 ? "true" : parts[1]);
        });
        return properties;
    }

    @Override
    public String toString() {
        return document + ": " + text;
    }
}

package io.millrace.integration.documents;

import static io.millrace.integration.documents.DocumentedCommand.HOME;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Documents agree with each other and with the code: links, the index of decisions, the glossary. */
class DocumentsTest {
    private static final Path DECISIONS = HOME.resolve("docs/decisions");
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "cdk.out", ".git", ".millrace", ".m2");

    private static final Pattern CODE_BLOCK = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern DECISION =
            Pattern.compile("# (\\d+)\\. (.*)\n\n(\\d{4}-\\d{2}-\\d{2}) · (accepted|superseded by \\d+)\n\n");
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`]*)`");

    /** Every file and directory of the sources, relative to the root. */
    private static List<Path> sources;

    @BeforeAll
    static void listTheSources() throws IOException {
        sources = new ArrayList<>();
        Files.walkFileTree(HOME, EnumSet.noneOf(FileVisitOption.class), 20, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (NOT_OURS.contains(directory.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                sources.add(HOME.relativize(directory));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sources.add(HOME.relativize(file));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        List<Path> documents =
                sources.stream().filter(file -> file.toString().endsWith(".md")).toList();
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (Path document : documents) {
            Path from = HOME.resolve(document);
            for (MatchResult link : LINK.matcher(prose(from)).results().toList()) {
                Path to = link.group(1).isEmpty() ? from : from.resolveSibling(link.group(1));
                links++;
                if (!Files.exists(to) || (link.group(2) != null && !anchors(to).contains(link.group(2)))) {
                    dead.add(document + ": " + link.group());
                }
            }
        }

        assertThat(links).isGreaterThan(50);
        assertThat(dead).isEmpty();
    }

    @Test
    void theIndexOfDecisionsListsEachWithItsTitleDateAndStatus() throws IOException {
        List<String> expected = new ArrayList<>();
        try (var files = Files.newDirectoryStream(DECISIONS, "0*.md")) {
            for (Path file : files) {
                var head = DECISION.matcher(read(file));
                assertThat(head.lookingAt())
                        .as("%s must begin with a title, and a line with date and status", file)
                        .isTrue();
                expected.add("| %s | [%s](%s) | %s | %s |"
                        .formatted(head.group(1), head.group(2), file.getFileName(), head.group(3), head.group(4)));
            }
        }

        List<String> listed = read(DECISIONS.resolve("README.md"))
                .lines()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .toList();

        assertThat(expected).isNotEmpty();
        assertThat(listed).hasSameSizeAs(expected).allSatisfy(line -> assertThat(expected)
                .anySatisfy(entry -> assertThat(line).startsWith(entry)));
    }

    @Test
    void theGlossaryIsSortedAndNamesCodeThatExists() {
        List<String[]> rows = read(HOME.resolve("docs/glossary.md"))
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .skip(2)
                .toList();
        Set<String> names = sources.stream()
                .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                .collect(toCollection(HashSet::new));
        sources.forEach(file -> names.add(file.toString()));

        List<String> located = rows.stream()
                .flatMap(row -> CODE_SPAN.matcher(row[3]).results())
                .map(name -> name.group(1))
                .toList();

        assertThat(rows).extracting(row -> row[1].toLowerCase(Locale.ROOT)).isSorted();
        assertThat(located).hasSizeGreaterThan(20);
        assertThat(located.stream().filter(name -> !names.contains(name))).isEmpty();
    }

    private static String prose(Path document) {
        return CODE_BLOCK.matcher(read(document)).replaceAll("");
    }

    /** The anchors that GitLab and GitHub give to a document's headings. */
    private static Set<String> anchors(Path document) {
        return HEADING.matcher(prose(document))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .collect(toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

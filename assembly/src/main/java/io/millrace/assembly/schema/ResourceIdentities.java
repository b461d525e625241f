package io.millrace.assembly.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.assembly.schema.ResourceIdentity.Kind;
import io.millrace.assembly.schema.ResourceIdentity.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The resource types by name, from {@code resource-identities.tsv}, which {@code resource-identities.mjs} generates. */
public final class ResourceIdentities {
    private static final String TABLE = "resource-identities.tsv";

    private ResourceIdentities() {}

    /** The identity of a type; empty when it is not in the table, as a custom resource is not. */
    public static Optional<ResourceIdentity> of(String type) {
        return Optional.ofNullable(Table.BY_TYPE.get(type)).map(ResourceIdentities::parse);
    }

    /** Read when it is first needed: most stages refer to nothing that has to be looked up. */
    private static final class Table {
        static final Map<String, String> BY_TYPE = read();

        private static Map<String, String> read() {
            InputStream table = Objects.requireNonNull(ResourceIdentities.class.getResourceAsStream(TABLE), TABLE);
            Map<String, String> lines = new HashMap<>();
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(table, UTF_8))) {
                reader.lines()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(line -> lines.put(line.substring(0, line.indexOf('\t')), line));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return lines;
        }
    }

    private static ResourceIdentity parse(String line) {
        String[] cells = line.split("\t", -1);
        Map<String, Kind> attributes = new TreeMap<>();
        cells(cells[4])
                .forEach(attribute -> attributes.put(attribute.replaceFirst("(#|\\?|\\[])$", ""), kind(attribute)));
        return new ResourceIdentity(
                cells[0],
                cells(cells[1]).stream()
                        .map(part -> new Part(part.replace("*", ""), part.endsWith("*")))
                        .toList(),
                Optional.of(cells[2]).filter(name -> !name.isEmpty()),
                Optional.of(cells[3]).filter(arn -> !arn.isEmpty()),
                attributes);
    }

    private static List<String> cells(String cell) {
        return cell.isEmpty() ? List.of() : Arrays.asList(cell.split(",", -1));
    }

    private static Kind kind(String attribute) {
        return switch (attribute.charAt(attribute.length() - 1)) {
            case '#' -> Kind.NUMBER;
            case '?' -> Kind.BOOLEAN;
            case ']' -> Kind.LIST;
            default -> Kind.TEXT;
        };
    }
}

package io.millrace.rehearsal.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The resource types by name, from {@code resource-types.tsv}, which {@code resource-types.mjs} generates. */
public final class ResourceSchemas {
    private static final String TABLE = "resource-types.tsv";
    private static final Map<String, ResourceSchema> BY_NAME = read();

    private ResourceSchemas() {}

    /** The type of a name; one that is not in the table, such as a custom resource, is updated in place and has no name. */
    public static ResourceSchema of(String name) {
        ResourceSchema known = BY_NAME.get(name);
        return known != null ? known : new ResourceSchema(name, List.of(), List.of(), List.of(), false);
    }

    private static Map<String, ResourceSchema> read() {
        InputStream table = Objects.requireNonNull(ResourceSchemas.class.getResourceAsStream(TABLE), TABLE);
        Map<String, ResourceSchema> types = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(table, UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(ResourceSchemas::parse)
                    .forEach(type -> {
                        types.put(type.name(), type);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return types;
    }

    private static ResourceSchema parse(String line) {
        String[] cells = line.split("\t", -1);
        return new ResourceSchema(
                cells[0],
                paths(cells[1], false),
                paths(cells[2], false),
                paths(cells[2], true),
                cells[3].equals("state"));
    }

    /** The paths that a cell lists: those with a question mark, or those without. */
    private static List<PropertyPath> paths(String cell, boolean sometimes) {
        return Stream.of(cell.split(","))
                .filter(path -> !path.isEmpty() && path.endsWith("?") == sometimes)
                .map(path -> PropertyPath.parse(sometimes ? path.substring(0, path.length() - 1) : path))
                .toList();
    }
}

package io.millrace.job.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contract.flink.Setting;
import io.millrace.contract.flink.Settings;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields that a job needs from its records, each by a JSONPath (RFC 9535, as the library JsonPath implements
 * it). Records are UTF-8.
 *
 * <p>There are three ways, from fast to slow. If all paths name members of the record itself, a {@link FlatJsonScanner} reads
 * records that are flat. Paths that only name members and elements are followed in one pass of a parser over the bytes.
 * Paths with wildcards, filters or descent are evaluated over the parsed value; of several matches the first one counts.
 */
public final class JsonFields implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private final ArrayList<String> texts;
    private final transient List<FieldPath> paths;
    private final transient PathNode root;
    private final transient List<Integer> searched;
    private final transient Optional<TopMembers> topMembers;

    private JsonFields(List<String> texts) {
        this.texts = new ArrayList<>(texts);
        this.paths = new ArrayList<>();
        this.root = new PathNode();
        this.searched = new ArrayList<>();
        for (String text : texts) {
            FieldPath path = FieldPath.of(text);
            if (path.isSteps()) {
                root.add(path.steps(), paths.size());
            } else {
                searched.add(paths.size());
            }
            paths.add(path);
        }
        this.topMembers = TopMembers.of(paths);
    }

    /**
     * Compiles the paths.
     *
     * @param paths one per field; the first is field 0
     * @throws IllegalArgumentException naming the first that is no JSONPath
     */
    public static JsonFields of(List<String> paths) {
        return new JsonFields(paths);
    }

    /** A sentence for each of a group's settings that is no JSONPath, beginning with the setting's key. */
    public static List<String> violations(List<Setting<String>> paths, Settings settings) {
        List<String> violations = new ArrayList<>();
        for (Setting<String> path : paths) {
            try {
                FieldPath.of(settings.get(path));
            } catch (IllegalArgumentException e) {
                violations.add(path.key() + ": " + e.getMessage());
            }
        }
        return violations;
    }

    /**
     * Reads one record.
     *
     * @throws RejectedException when the bytes are not exactly one JSON value
     */
    public JsonRecord read(byte @Nullable [] data) throws RejectedException {
        byte[] bytes = data == null ? new byte[0] : data;
        if (topMembers.isPresent()) {
            JsonRecord flat = new JsonRecord(paths, bytes);
            if (topMembers.get().pick(new FlatJsonScanner(bytes), flat)) {
                return flat;
            }
        }
        return parse(bytes);
    }

    /** Reads any record. */
    JsonRecord parse(byte[] bytes) throws RejectedException {
        JsonRecord record = new JsonRecord(paths, bytes);
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw new RejectedException(Rejection.NOT_JSON, "not JSON: the record is empty");
            }
            root.pick(parser, record);
            if (parser.nextToken() != null) {
                throw new RejectedException(Rejection.NOT_JSON, "not JSON: there is more after the value");
            }
            if (!searched.isEmpty()) {
                search(bytes, record);
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new RejectedException(Rejection.NOT_JSON, "not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new RejectedException(Rejection.NOT_JSON, "not JSON: " + e.getMessage());
        }
    }

    private void search(byte[] bytes, JsonRecord record) throws IOException {
        JsonSearch search = new JsonSearch(bytes);
        for (int field : searched) {
            record.node(field, search.first(paths.get(field).path()));
        }
    }

    private Object readResolve() {
        return new JsonFields(texts);
    }
}

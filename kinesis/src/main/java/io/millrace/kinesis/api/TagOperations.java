package io.millrace.kinesis.api;

import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.request.Violations;
import io.millrace.kinesis.store.StreamState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tags of streams. */
final class TagOperations {
    private static final int MAX_TAGS = 50;

    private final StreamLookup lookup;

    TagOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    record AddTags(@Nullable String streamName, @Nullable String streamARN, Map<String, String> tags)
            implements StreamRequest {
        @Override
        public void check(Violations violations) {
            violations.size("tags", tags.keySet(), 1, MAX_TAGS);
            TagOperations.check(tags, violations);
        }
    }

    record RemoveTags(@Nullable String streamName, @Nullable String streamARN, List<String> tagKeys)
            implements StreamRequest {}

    record ListTags(
            @Nullable String streamName,
            @Nullable String streamARN,
            @Nullable String exclusiveStartTagKey,
            @Nullable Integer limit)
            implements StreamRequest {
        @Override
        public void check(Violations violations) {
            violations.range("limit", limit, 1, MAX_TAGS);
        }
    }

    record Tag(String key, String value) {}

    record Tags(List<Tag> tags, boolean hasMoreTags) {}

    static void check(@Nullable Map<String, String> tags, Violations violations) {
        if (tags != null) {
            tags.forEach((key, value) -> {
                violations.length("the tag key '" + key + "'", key, 1, 128);
                if (value == null) {
                    violations.add("the value of tag '" + key + "' must be given");
                }
                violations.length("the value of tag '" + key + "'", value, 0, 256);
            });
        }
    }

    void addTags(AddTags request, Arns arns) throws IOException {
        lookup.stream(request).change(state -> {
            StreamState next = state.addTags(request.tags());
            if (next.tags().size() > MAX_TAGS) {
                throw ApiException.limitExceeded("a stream must have at most " + MAX_TAGS + " tags, got "
                        + next.tags().size());
            }
            return next;
        });
    }

    void removeTags(RemoveTags request, Arns arns) throws IOException {
        lookup.stream(request).change(state -> state.removeTags(request.tagKeys()));
    }

    Tags listTags(ListTags request, Arns arns) {
        String after = request.exclusiveStartTagKey();
        List<Tag> remaining = new TreeMap<>(lookup.stream(request).state().tags())
                .entrySet().stream()
                        .filter(tag -> after == null || tag.getKey().compareTo(after) > 0)
                        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                        .toList();
        Page<Tag> page = Page.of(remaining, request.limit() == null ? MAX_TAGS : request.limit());
        return new Tags(page.members(), page.hasMore());
    }
}

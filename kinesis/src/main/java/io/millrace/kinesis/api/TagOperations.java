package io.millrace.kinesis.api;

import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.view.Page;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tags of streams and consumers. */
final class TagOperations {
    private static final int DEFAULT_PAGE = 50;

    private final StreamLookup lookup;

    TagOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    record AddTags(@Nullable String streamName, @Nullable String streamARN, Map<String, String> tags)
            implements StreamRequest {}

    record RemoveTags(@Nullable String streamName, @Nullable String streamARN, List<String> tagKeys)
            implements StreamRequest {}

    record ListTags(
            @Nullable String streamName,
            @Nullable String streamARN,
            @Nullable String exclusiveStartTagKey,
            @Nullable Integer limit)
            implements StreamRequest {}

    record TagResource(String resourceARN, Map<String, String> tags) implements Request {}

    record UntagResource(String resourceARN, List<String> tagKeys) implements Request {}

    record ListResourceTags(String resourceARN) implements Request {}

    record Tag(String key, String value) {}

    record Tags(List<Tag> tags, boolean hasMoreTags) {}

    record ResourceTags(List<Tag> tags) {}

    void addTags(AddTags request, Arns arns) throws IOException {
        lookup.stream(request).change(state -> state.tags(TagRules.added(state.tags(), request.tags())));
    }

    void removeTags(RemoveTags request, Arns arns) throws IOException {
        lookup.stream(request).change(state -> state.tags(TagRules.removed(state.tags(), request.tagKeys())));
    }

    Tags listTags(ListTags request, Arns arns) {
        String after = request.exclusiveStartTagKey();
        List<Tag> remaining = views(lookup.stream(request).state().tags()).stream()
                .filter(tag -> after == null || tag.key().compareTo(after) > 0)
                .toList();
        Page<Tag> page = Page.of(remaining, request.limit() == null ? DEFAULT_PAGE : request.limit());
        return new Tags(page.members(), page.hasMore());
    }

    void tagResource(TagResource request, Arns arns) throws IOException {
        change(request.resourceARN(), tags -> TagRules.added(tags, request.tags()));
    }

    void untagResource(UntagResource request, Arns arns) throws IOException {
        change(request.resourceARN(), tags -> TagRules.removed(tags, request.tagKeys()));
    }

    ResourceTags listResourceTags(ListResourceTags request, Arns arns) {
        StreamLookup.Resource resource = lookup.resource(request.resourceARN());
        return new ResourceTags(views(
                resource.consumer() == null
                        ? resource.stream().state().tags()
                        : resource.consumer().tags()));
    }

    private void change(String arn, UnaryOperator<Map<String, String>> change) throws IOException {
        StreamLookup.Resource resource = lookup.resource(arn);
        resource.stream()
                .change(state -> resource.consumer() == null
                        ? state.tags(change.apply(state.tags()))
                        : resource.replace(state, consumer -> consumer.tags(change.apply(consumer.tags()))));
    }

    private static List<Tag> views(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                        .toList();
    }
}

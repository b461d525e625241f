package io.millrace.assembly.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.FileAsset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects that a deploy would leave in S3, each as the file of the assembly that holds its bytes. */
final class PublishedObjects {
    /** Bucket and key, with a slash between them, to file. */
    private final Map<String, Path> files = new TreeMap<>();

    PublishedObjects(List<FileAsset> assets) {
        assets.forEach(asset -> files.put(asset.bucket() + "/" + asset.key(), asset.source()));
    }

    /** Copies what a {@code Custom::CDKBucketDeployment} copies: its sources, under its key prefix. */
    void deploy(StackValues stack, String logicalId) {
        JsonNode buckets = stack.property(logicalId, "SourceBucketNames");
        JsonNode keys = stack.property(logicalId, "SourceObjectKeys");
        String bucket = stack.property(logicalId, "DestinationBucketName").asText();
        String prefix = stack.property(logicalId, "DestinationBucketKeyPrefix").asText("");
        boolean extract = stack.property(logicalId, "Extract").asBoolean(true);
        String base = bucket + "/" + (prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
        for (int i = 0; i < keys.size(); i++) {
            Path source = files.get(buckets.path(i).asText() + "/" + keys.get(i).asText());
            if (source == null) {
                continue; // an object that is on AWS only: missed, with its name, by whoever asks for it
            }
            if (!extract) {
                String key = keys.get(i).asText();
                files.put(base + key.substring(key.lastIndexOf('/') + 1), source);
            } else if (Files.isDirectory(source)) {
                putAll(base, source);
            }
        }
    }

    /** The file behind an object; empty when the assembly has none. */
    Optional<Path> find(String bucket, String key) {
        return Optional.ofNullable(files.get(bucket + "/" + key));
    }

    private void putAll(String base, Path directory) {
        try (Stream<Path> content = Files.walk(directory)) {
            content.filter(Files::isRegularFile)
                    .forEach(file -> files.put(
                            base + directory.relativize(file).toString().replace('\\', '/'), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.millrace.assembly.resources;

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
    /** {@code <bucket>/<key>} to file. */
    private final Map<String, Path> files = new TreeMap<>();

    /** @param given files that the user gives, by {@code s3://<bucket>/<key>}; they come before the assets */
    PublishedObjects(List<FileAsset> assets, Map<String, Path> given) {
        assets.forEach(asset -> files.put(asset.bucket() + "/" + asset.key(), asset.source()));
        given.forEach((url, file) -> files.put(url.replaceFirst("^s3://", ""), file));
    }

    /**
     * Copies an object to another bucket; does nothing when the assembly has no file for it.
     *
     * @param prefix of the copy's key, or empty
     * @param extract whether the object is an archive whose entries are copied
     */
    void copy(String fromBucket, String key, String toBucket, String prefix, boolean extract) {
        Path source = files.get(fromBucket + "/" + key);
        if (source == null) {
            return; // an object that only AWS has; whatever needs it reports it
        }
        String base = toBucket + "/" + (prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
        if (!extract) {
            files.put(base + key.substring(key.lastIndexOf('/') + 1), source);
        } else if (Files.isDirectory(source)) {
            putAll(base, source);
        }
    }

    /** The file behind an object, given {@code s3://<bucket>/<key>}; empty when the assembly has none. */
    Optional<Path> find(String url) {
        return Optional.ofNullable(files.get(url.replaceFirst("^s3://", "")));
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

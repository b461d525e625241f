package io.millrace.constructs.flink.jar;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.millrace.contract.Contract;
import io.millrace.contract.service.PythonRunOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * A Python application in S3: a zip with all of its files, and the jar that they need. As a {@link FlinkJobJar}, it is
 * deployed under a key made of its content, {@code jobs/<SHA-256>.zip}, or in another way with the factories.
 *
 * <p>Zips on this machine are checked: each of the {@link PythonFiles} must be in the zip, and the classes of its jar are
 * checked against the runtime as those of a job's jar are.
 */
public final class FlinkPythonZip extends FlinkCode {
    private static final String EXTENSION = ".zip";

    private final PythonFiles files;

    /**
     * Defines an asset for the zip, and the deployment of that asset into the bucket.
     *
     * @throws IllegalArgumentException when the file does not exist or is not a zip
     */
    public FlinkPythonZip(Construct scope, String id, FlinkPythonZipProps props) {
        this(
                scope,
                id,
                requireNonNull(props, "props is null").zip(),
                props.files(),
                CodeObject.deployed(props.zip(), props.bucket(), EXTENSION));
    }

    private FlinkPythonZip(
            Construct scope,
            String id,
            @Nullable Path file,
            PythonFiles files,
            Function<Construct, CodeObject> object) {
        super(scope, id, file, object);
        this.files = requireNonNull(files, "files is null");
    }

    /**
     * A zip that CDK uploads before the deploy, as {@link FlinkJobJar#fromAsset}.
     *
     * @throws IllegalArgumentException when the file does not exist or is not a zip
     */
    public static FlinkPythonZip fromAsset(Construct scope, String id, Path zip, PythonFiles files) {
        CodeFiles.requireZip(zip);
        return new FlinkPythonZip(scope, id, zip, files, CodeObject.asset(zip, EXTENSION));
    }

    /**
     * A zip that is in a bucket already, as {@link FlinkJobJar#fromBucket(Construct, String, IBucket, String)}. It is not
     * checked whether it has the files.
     *
     * @param objectKey 1 to 1024 characters, without a slash at either end
     */
    public static FlinkPythonZip fromBucket(
            Construct scope, String id, IBucket bucket, String objectKey, PythonFiles files) {
        return new FlinkPythonZip(scope, id, null, files, CodeObject.existing(bucket, objectKey, Optional.empty()));
    }

    /**
     * A version of a zip that is in a bucket already. It is not checked whether it has the files.
     *
     * @param objectKey 1 to 1024 characters, without a slash at either end
     * @param objectVersion the version's id, as {@code aws s3api list-object-versions} prints it
     */
    public static FlinkPythonZip fromBucket(
            Construct scope, String id, IBucket bucket, String objectKey, String objectVersion, PythonFiles files) {
        return new FlinkPythonZip(
                scope, id, null, files, CodeObject.existing(bucket, objectKey, Optional.of(objectVersion)));
    }

    /** Empty: a Python application declares nothing. */
    @Override
    public Optional<Contract> contract() {
        return Optional.empty();
    }

    @Override
    public Map<String, Map<String, String>> propertyGroups() {
        return Map.of(PythonRunOptions.GROUP, files.runOptions());
    }

    @Override
    public List<String> violations(String runtime) {
        return file().map(file -> violations(file, runtime)).orElse(List.of());
    }

    private List<String> violations(Path file, String runtime) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Set<String> entries = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .collect(toUnmodifiableSet());
            List<String> violations = new ArrayList<>(PythonRunOptions.violations(files.runOptions(), entries));
            if (files.jarfile().filter(entries::contains).isPresent()) {
                violations.addAll(ofJar(zip, files.jarfile().get(), runtime));
            }
            return violations;
        } catch (IOException e) {
            return List.of(
                    "zip must be a readable zip file, got '" + file + "' (" + e.getMessage() + "); pack it again");
        }
    }

    private static List<String> ofJar(ZipFile zip, String name, String runtime) throws IOException {
        Path jar = Files.createTempFile("jarfile", ".jar");
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            Files.copy(in, jar, StandardCopyOption.REPLACE_EXISTING);
            return FlinkJobJar.violations(jar, runtime);
        } finally {
            Files.delete(jar);
        }
    }
}

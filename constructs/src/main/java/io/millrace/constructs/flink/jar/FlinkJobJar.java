package io.millrace.constructs.flink.jar;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.Contract;
import io.millrace.contract.jar.JarCheck;
import io.millrace.contract.jar.JarContents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * A jar of Flink jobs in S3. With {@link FlinkJobJarProps} it is deployed into a bucket under a key made of its content:
 * {@code jobs/<SHA-256>.jar}. A changed jar is a new object: an application that is rolled back still finds the old one, and
 * the service never runs new code under an old key.
 *
 * <p>The factories are for jars that are deployed in another way.
 */
public final class FlinkJobJar extends FlinkCode {
    private static final String EXTENSION = ".jar";

    private final @Nullable Contract contract;

    /**
     * Defines an asset for the jar, and the deployment of that asset into the bucket.
     *
     * @throws IllegalArgumentException when the file does not exist or is not a jar
     */
    public FlinkJobJar(Construct scope, String id, FlinkJobJarProps props) {
        this(
                scope,
                id,
                requireNonNull(props, "props is null").jar(),
                CodeObject.deployed(props.jar(), props.bucket(), EXTENSION));
    }

    private FlinkJobJar(Construct scope, String id, @Nullable Path file, Function<Construct, CodeObject> object) {
        super(scope, id, file, object);
        this.contract = file == null ? null : read(file).orElse(null);
    }

    /**
     * A jar that CDK uploads before the deploy, as an asset: it stays in the bucket of the account's bootstrap stack, for as
     * long as nobody cleans that up.
     *
     * @throws IllegalArgumentException when the file does not exist or is not a jar
     */
    public static FlinkJobJar fromAsset(Construct scope, String id, Path jar) {
        CodeFiles.requireJar(jar);
        return new FlinkJobJar(scope, id, jar, CodeObject.asset(jar, EXTENSION));
    }

    /**
     * A jar that is in a bucket already. CloudFormation notices a change of the key and not of the object: a new jar needs a
     * new key, or a version.
     *
     * @param objectKey 1 to 1024 characters, without a slash at either end
     */
    public static FlinkJobJar fromBucket(Construct scope, String id, IBucket bucket, String objectKey) {
        return new FlinkJobJar(scope, id, null, CodeObject.existing(bucket, objectKey, Optional.empty()));
    }

    /**
     * A version of a jar that is in a bucket already.
     *
     * @param objectKey 1 to 1024 characters, without a slash at either end
     * @param objectVersion the version's id, as {@code aws s3api list-object-versions} prints it
     */
    public static FlinkJobJar fromBucket(
            Construct scope, String id, IBucket bucket, String objectKey, String objectVersion) {
        return new FlinkJobJar(scope, id, null, CodeObject.existing(bucket, objectKey, Optional.of(objectVersion)));
    }

    @Override
    public Optional<Contract> contract() {
        return Optional.ofNullable(contract);
    }

    @Override
    public Map<String, Map<String, String>> propertyGroups() {
        return Map.of();
    }

    @Override
    public List<String> violations(String runtime) {
        return file().map(file -> violations(file, runtime)).orElse(List.of());
    }

    static List<String> violations(Path file, String runtime) {
        try {
            JarContents jar = JarContents.of(file);
            return Stream.concat(JarCheck.violations(jar, runtime).stream(), JarCheck.losses(jar).stream())
                    .toList();
        } catch (ZipException noJar) {
            return List.of(); // the service reports it
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + file + "'", e);
        }
    }

    private static Optional<Contract> read(Path file) {
        try {
            return Contract.ofJar(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "jar must be a readable jar with a valid declaration, got '" + file + "'", e);
        }
    }
}

package io.millrace.constructs.flink.jar;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * A jar of Flink jobs, deployed into an {@link ArtifactBucket} under a key made of its content:
 * {@code jobs/<SHA-256>.jar}. A changed jar is a new object: an application that is rolled back still finds the old one,
 * and the service never runs new code under an old key.
 */
public final class FlinkJobJar extends Construct {
    private final Path file;
    private final ArtifactBucket bucket;
    private final @Nullable Contract contract;
    private final String objectKey;

    /**
     * Defines an asset for the jar, and the deployment of that asset into the bucket.
     *
     * @throws IllegalArgumentException when the file does not exist or is not a jar
     */
    public FlinkJobJar(Construct scope, String id, FlinkJobJarProps props) {
        super(scope, id);
        this.file = requireNonNull(props, "props is null").jar();
        this.bucket = props.bucket();
        if (!Files.isRegularFile(file) || !file.toString().endsWith(".jar")) {
            throw new IllegalArgumentException("jar must be an existing .jar file, got '" + file + "'; build it first");
        }
        this.contract = read(file).orElse(null);

        Asset asset = Asset.Builder.create(this, "Asset").path(file.toString()).build();
        this.objectKey = JarDeployer.of(Stack.of(this)).copy(this, asset, bucket);
    }

    /** ARN of the bucket that the jar is deployed into. */
    public String bucketArn() {
        return bucket.bucketArn();
    }

    /** Key of the jar's object in the bucket: a literal, never a token. */
    public String objectKey() {
        return objectKey;
    }

    /** The jar's declaration; empty when it has none. */
    public Optional<Contract> contract() {
        return Optional.ofNullable(contract);
    }

    public long sizeBytes() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the size of '" + file + "'", e);
        }
    }

    /**
     * Grants reading all jars of the bucket, in all their versions. When the service rolls an update back, it reads the
     * former jar as the same role, whose policy by then names this one.
     */
    public void grantRead(IGrantable grantee) {
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of("s3:GetObject", "s3:GetObjectVersion"))
                .resourceArns(List.of(bucketArn() + "/" + JarDeployer.FOLDER + "/*"))
                .build());
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

package io.millrace.constructs.flink.jar;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.access.OwnersPolicy;
import io.millrace.contract.Contract;
import io.millrace.contract.jar.JarCheck;
import io.millrace.contract.jar.JarContents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * A jar of Flink jobs in S3. With {@link FlinkJobJarProps} it is deployed into a bucket under a key made of its content:
 * {@code jobs/<SHA-256>.jar}. A changed jar is a new object: an application that is rolled back still finds the old one, and
 * the service never runs new code under an old key.
 *
 * <p>The factories are for jars that are deployed in another way.
 */
public final class FlinkJobJar extends Construct {
    private final @Nullable Path file;
    private final @Nullable Contract contract;
    private final JarObject object;

    /**
     * Defines an asset for the jar, and the deployment of that asset into the bucket.
     *
     * @throws IllegalArgumentException when the file does not exist or is not a jar
     */
    public FlinkJobJar(Construct scope, String id, FlinkJobJarProps props) {
        this(scope, id, requireNonNull(props, "props is null").jar(), jar -> JarDeployer.of(Stack.of(jar))
                .copy(jar, asset(jar, props.jar()), props.bucket()));
    }

    private FlinkJobJar(Construct scope, String id, @Nullable Path file, Function<Construct, JarObject> object) {
        super(scope, id);
        this.file = file;
        this.contract = file == null ? null : read(file).orElse(null);
        this.object = object.apply(this);
    }

    /**
     * A jar that CDK uploads before the deploy, as an asset: it stays in the bucket of the account's bootstrap stack, for as
     * long as nobody cleans that up.
     *
     * @throws IllegalArgumentException when the file does not exist or is not a jar
     */
    public static FlinkJobJar fromAsset(Construct scope, String id, Path jar) {
        FlinkJobJarProps.requireJar(jar);
        return new FlinkJobJar(scope, id, jar, self -> {
            Asset asset = asset(self, jar);
            return new JarObject(asset.getBucket(), asset.getS3ObjectKey(), null, "*.jar");
        });
    }

    /**
     * A jar that is in a bucket already. CloudFormation notices a change of the key and not of the object: a new jar needs a
     * new key, or a version.
     *
     * @param objectKey 1 to 1024 characters, without a slash at either end
     */
    public static FlinkJobJar fromBucket(Construct scope, String id, IBucket bucket, String objectKey) {
        return fromBucket(scope, id, bucket, objectKey, Optional.empty());
    }

    /**
     * A version of a jar that is in a bucket already.
     *
     * @param objectKey 1 to 1024 characters, without a slash at either end
     * @param objectVersion the version's id, as {@code aws s3api list-object-versions} prints it
     */
    public static FlinkJobJar fromBucket(
            Construct scope, String id, IBucket bucket, String objectKey, String objectVersion) {
        if (objectVersion.isBlank()) {
            throw new IllegalArgumentException("objectVersion must be the id of an object's version, got '"
                    + objectVersion + "'; leave it out for the current version");
        }
        return fromBucket(scope, id, bucket, objectKey, Optional.of(objectVersion));
    }

    private static FlinkJobJar fromBucket(
            Construct scope, String id, IBucket bucket, String objectKey, Optional<String> objectVersion) {
        FlinkJobJarProps.requireBucket(bucket);
        if (!objectKey.matches("[^/](.{0,1022}[^/])?")) {
            throw new IllegalArgumentException("objectKey must be 1 to 1024 characters without a slash at either end,"
                    + " got '" + objectKey + "'; without the bucket and 's3://'");
        }
        String readable = objectKey.substring(0, objectKey.lastIndexOf('/') + 1) + "*";
        return new FlinkJobJar(
                scope, id, null, self -> new JarObject(bucket, objectKey, objectVersion.orElse(null), readable));
    }

    /** ARN of the bucket that the jar is in. */
    public String bucketArn() {
        return object.bucket().getBucketArn();
    }

    /** Key of the jar's object in the bucket. */
    public String objectKey() {
        return object.key();
    }

    /** Version of the object; empty for the current one. */
    public Optional<String> objectVersion() {
        return Optional.ofNullable(object.version());
    }

    /** The jar's declaration; empty when it has none, or when the jar is not on this machine. */
    public Optional<Contract> contract() {
        return Optional.ofNullable(contract);
    }

    /** The jar's size; empty when it is not on this machine. */
    public OptionalLong sizeBytes() {
        if (file == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the size of '" + file + "'", e);
        }
    }

    /**
     * What of the jar's classes a runtime refuses, or loses records with.
     *
     * @param runtime such as {@code FLINK-1_20}
     * @return one sentence for each; none for a jar whose file is not here
     */
    public List<String> violations(String runtime) {
        if (file == null) {
            return List.of();
        }
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

    /**
     * Grants reading the jars beside this one, in all their versions, and decryption if the bucket has a key of its own. When
     * the service rolls an update back, it reads the former jar as the same role, whose policy by then names this one.
     */
    public Grant grantRead(IGrantable grantee) {
        String jars = bucketArn() + "/" + object.readable();
        String[] actions = {"s3:GetObject", "s3:GetObjectVersion"};
        OwnersPolicy.statement(this, "bucketPolicy", "the bucket's policy", object.bucket(), jars, grantee, actions);
        Grant grant = Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of(actions))
                .resourceArns(List.of(jars))
                .build());
        IKey key = object.bucket().getEncryptionKey();
        if (key == null) {
            return grant;
        }
        OwnersPolicy.statement(
                this, "bucketKeyPolicy", "the policy of the bucket's key", key, "*", grantee, "kms:Decrypt");
        return grant.combine(key.grant(grantee, "kms:Decrypt"));
    }

    private static Asset asset(Construct scope, Path jar) {
        return Asset.Builder.create(scope, "Asset").path(jar.toString()).build();
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

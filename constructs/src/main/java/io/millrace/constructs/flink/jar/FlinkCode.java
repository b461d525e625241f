package io.millrace.constructs.flink.jar;

import io.millrace.constructs.access.OwnersPolicy;
import io.millrace.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** The code of a Flink application, as an object in S3: a {@link FlinkJobJar} or a {@link FlinkPythonZip}. */
public abstract sealed class FlinkCode extends Construct permits FlinkJobJar, FlinkPythonZip {
    private final @Nullable Path file;
    private final CodeObject object;

    /** @param file the code on this machine; null when it is in a bucket only */
    FlinkCode(Construct scope, String id, @Nullable Path file, Function<Construct, CodeObject> object) {
        super(scope, id);
        this.file = file;
        this.object = object.apply(this);
    }

    /** ARN of the bucket that the code is in. */
    public String bucketArn() {
        return object.bucket().getBucketArn();
    }

    /** Key of the code's object in the bucket. */
    public String objectKey() {
        return object.key();
    }

    /** Version of the object; empty for the current one. */
    public Optional<String> objectVersion() {
        return Optional.ofNullable(object.version());
    }

    /** The file's size; empty when it is not on this machine. */
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

    /** What the code declares of its jobs; empty when it declares nothing, or when it is not on this machine. */
    public abstract Optional<Contract> contract();

    /** The property groups that tell the service how to run the code: group id to key to value; none for a jar. */
    public abstract Map<String, Map<String, String>> propertyGroups();

    /**
     * What of the code a runtime refuses, or loses records with.
     *
     * @param runtime such as {@code FLINK-1_20}
     * @return one sentence for each; none for code whose file is not here
     */
    public abstract List<String> violations(String runtime);

    /**
     * Grants reading the code beside this one, in all its versions, and decryption if the bucket has a key of its own. When
     * the service rolls an update back, it reads the former code as the same role, whose policy by then names this one.
     */
    public Grant grantRead(IGrantable grantee) {
        String objects = bucketArn() + "/" + object.readable();
        String[] actions = {"s3:GetObject", "s3:GetObjectVersion"};
        OwnersPolicy.statement(this, "bucketPolicy", "the bucket's policy", object.bucket(), objects, grantee, actions);
        Grant grant = Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of(actions))
                .resourceArns(List.of(objects))
                .build());
        IKey key = object.bucket().getEncryptionKey();
        if (key == null) {
            return grant;
        }
        OwnersPolicy.statement(
                this, "bucketKeyPolicy", "the policy of the bucket's key", key, "*", grantee, "kms:Decrypt");
        return grant.combine(key.grant(grantee, "kms:Decrypt"));
    }

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }
}

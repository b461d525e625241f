package io.millrace.constructs.flink.jar;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * A jar's object in S3.
 *
 * @param version of the object, or null for the current one
 * @param readable pattern of the keys that an application may read: of this jar, and of those that it may be rolled back to
 */
record JarObject(IBucket bucket, String key, @Nullable String version, String readable) {}

package io.millrace.constructs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a package whose public types other projects can depend on. They change only with a line in the CHANGELOG, and
 * incompatibly only in a new major version (before 1.0 a minor one), after a release that has them deprecated. A test compares
 * them with {@code constructs/public-api.txt}, and a release with the one before it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface PublicApi {}

package io.millrace.constructs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a package whose public types others may build on: they change only with a line in the CHANGELOG, and never
 * incompatibly without a new major version. {@code constructs/public-api.txt} lists them, and a test compares.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface PublicApi {}

/**
 * Makes a cloud assembly of a CloudFormation template that no CDK app synthesised, written in YAML or JSON, so that
 * everything after it treats both alike.
 */
@NullMarked
package io.millrace.assembly.cloudformation;

import org.jspecify.annotations.NullMarked;

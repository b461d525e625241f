/**
 * A CloudFormation template's values, resolved on this machine: parameters, mappings, conditions and intrinsic functions.
 * Nothing is resolved before somebody asks for it, so that what runs only on AWS needs no answer here.
 */
@NullMarked
package io.millrace.assembly.template;

import org.jspecify.annotations.NullMarked;

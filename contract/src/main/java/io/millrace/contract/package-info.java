/**
 * The contract between a job's jar and the infrastructure that deploys it: what the jar declares, what the property
 * groups of an application bind, and the one check that both sides make, in the same words.
 */
@NullMarked
package io.millrace.contract;

import org.jspecify.annotations.NullMarked;

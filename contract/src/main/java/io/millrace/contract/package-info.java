/**
 * The contract between a job's jar and the application that deploys it: what the jar declares, what the property groups
 * bind, and the one check of both, which synthesis and the job's start share.
 */
@NullMarked
package io.millrace.contract;

import org.jspecify.annotations.NullMarked;

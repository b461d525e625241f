/**
 * How a command asks the process that runs a stage for an operation: through files in the stage's directory. Access to
 * those files is all the permission it takes; there is no port and no secret. Requests end with the process they were
 * sent to.
 */
@NullMarked
package io.millrace.local.requests;

import org.jspecify.annotations.NullMarked;

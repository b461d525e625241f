/** The quotas of CloudFormation and of the services, which a deployment's templates, resources and account must not exceed. */
@NullMarked
package io.millrace.rehearsal.quota;

import org.jspecify.annotations.NullMarked;

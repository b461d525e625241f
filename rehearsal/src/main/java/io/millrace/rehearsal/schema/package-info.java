/** What CloudFormation's resource types say of themselves: which properties name or replace a resource, and what holds state. */
@NullMarked
package io.millrace.rehearsal.schema;

import org.jspecify.annotations.NullMarked;

/** CloudFormation's resource types as their public schemas describe them: names, ARNs and attributes. Only data. */
@NullMarked
package io.millrace.assembly.schema;

import org.jspecify.annotations.NullMarked;

/**
 * SAM's transform, as far as other resources refer to its result: {@code Globals}, and which resources are generated under
 * which logical ids.
 */
@NullMarked
package io.millrace.assembly.cloudformation.sam;

import org.jspecify.annotations.NullMarked;

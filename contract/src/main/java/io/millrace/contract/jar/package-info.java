/**
 * What a job's jar shows without a declaration, and what of it a runtime refuses or loses records with. Synthesis and the
 * local runtime check it in the same words; only facts that the classes of a jar prove belong here.
 */
@NullMarked
package io.millrace.contract.jar;

import org.jspecify.annotations.NullMarked;

/** What cdk-nag finds in this library's constructs, and why it is accepted. Adopters need not use cdk-nag. */
@NullMarked
@PublicApi
package io.millrace.constructs.nag;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;

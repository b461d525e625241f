/** Coupons, clicks, and a winner for every lottery and window. */
@NullMarked
package io.millrace.job.lottery;

import org.jspecify.annotations.NullMarked;

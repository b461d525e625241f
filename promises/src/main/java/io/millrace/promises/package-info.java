/**
 * The suite that checks from outside whether a deployed stage keeps its promises. {@link
 * io.millrace.promises.StagePromises} has the tests; a {@link io.millrace.promises.Target} is where the stage runs, on AWS
 * or elsewhere.
 *
 * <p>The records of a run have keys of their own, so that a stage can be shared with other traffic and other runs. On AWS
 * two things remain: the records, for the streams' retention, and their state, which each job removes in time (a lottery
 * ends after its prizes, a booking after {@code alert.retention}, an outlier key after {@code state.ttl}; only the
 * coupons of the run's users stay). Bookings and measurements have timestamps of this machine, whose clock must be right
 * to a second or two.
 */
@NullMarked
package io.millrace.promises;

import org.jspecify.annotations.NullMarked;

/**
 * What a stage promises, checked from outside: on this machine or on AWS. {@code PromisesIT} is the one suite; a
 * {@code TargetStage} is where it runs.
 *
 * <p>Records of a run have keys of their own, so that a stage can be shared with other traffic and other runs. What stays
 * on AWS: the records, until the streams' retention is over, and their state, which each job forgets by itself (a lottery
 * ends after its prizes, a booking after {@code alert.retention}, a key of the outliers after {@code state.ttl}; the coupons of
 * the run's users are left with them). Bookings and measurements have their time from this machine, whose clock must be
 * right to a second or two.
 */
package io.millrace.integration.promises;

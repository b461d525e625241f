/**
 * The contract of a Flink job, declared with Flink's own options: what its jar declares, and the reading and checking of an
 * application's property groups when the job starts. Only what any Flink job can use belongs here.
 */
@NullMarked
package io.millrace.contract.flink;

import org.jspecify.annotations.NullMarked;

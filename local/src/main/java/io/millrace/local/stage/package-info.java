/**
 * A stage as a whole, and the public face of the local runtime: {@link io.millrace.local.stage.LocalStage} starts one,
 * {@link io.millrace.local.stage.RunningStage} reaches one that runs, {@link io.millrace.local.stage.StageDeletion} deletes
 * what one has left, {@link io.millrace.local.stage.StateComparison} compares two. The command line, the JUnit extension and the demo know of the packages below only what these return.
 *
 * <p>A stage keeps everything in {@code <state directory>/<stage>/}:
 *
 * <pre>
 * lock                    held by the process that runs the stage
 * start.lock              held by a command that starts that process
 * stage.json              that process, the stage's phase, addresses, streams and processes, and what a deletion keeps
 * history.jsonl           what has happened to the stage, an event on each line, of a bounded size
 * supervisor.log          output of a detached run
 * console, console.html   the address of the stage's page, and a page that leads to it; readable only by the stage's owner
 * console.port            the page's port, for the next start
 * streams                 the server of the streams: kinesis or kafka
 * secrets/                a file for each secret, and for the id that one was given by, readable only by their owner
 * kinesis/, kafka/        the records of the streams
 * kinesis.port, kafka.port  the server's port, for the next start
 * kinesis.log, kafka.log  output of the server's process, with what was before in kinesis.log.1, kafka.log.1
 * kafka-server.log        Kafka's own log
 * requests/               requests of commands, and their results
 * jars/                   the jars of all versions, named after their content; the file that each was copied from
 * buckets/&lt;bucket&gt;/       what jobs read and write as s3://
 * applications/&lt;name&gt;/
 *     flink.properties              the configuration of the cluster
 *     application_properties.json   the property groups
 *     code-settings.txt             settings of the job's code that compete with the service's
 *     operators.txt, state-sizes.txt  the job's operators, and the size of each one's state in the newest checkpoint
 *     versions.json                 the current version and those it can go back to
 *     versions/&lt;number&gt;/checkpoints/&lt;job id&gt;/  of this run, and of the former one until this one has its own
 *     versions/&lt;number&gt;/saved                  what was saved last; without state beside it, state was lost
 *     versions/&lt;number&gt;/savepoints/            the savepoint of the version's last stop
 *     snapshots/                    snapshots that users have taken, by name
 *     check/                        temporary files of the check before an update
 *     port                          the web UI's port, for the next start
 *     flink.log, flink.log.N        the log of Flink and the job
 *     process.log, process.log.1    their standard output: 20 MB of it, the newest in the former
 *     upload/, tmp/                 emptied at each start
 * </pre>
 *
 * <p>What a kill leaves is enough to resume: records are on disk before they are acknowledged, and an application restores
 * its newest complete checkpoint or savepoint.
 */
@NullMarked
package io.millrace.local.stage;

import org.jspecify.annotations.NullMarked;

/**
 * Runs a stage: the servers of its streams and one Flink process for each application, watched, stopped and resumed.
 *
 * <p>Everything a stage keeps lies under {@code <state directory>/<stage>/}:
 *
 * <pre>
 * lock                    held while somebody runs the stage
 * stage.json              who runs it, its phase, addresses, streams and processes; gone when it was stopped cleanly
 * supervisor.log          what a detached run says
 * streams                 what holds the streams: kinesis or kafka
 * secrets/                a file for each secret, which its owner alone may read
 * kinesis/, kafka/        the records of every stream
 * kinesis.port, kafka.port  the server's, to have the same one again
 * kinesis.log, kafka.log  output of the server's process
 * kafka-server.log        Kafka's own log
 * requests/               what commands ask of who runs it, and the answers
 * jars/                   the jars of every version, by their content
 * applications/&lt;name&gt;/
 *     flink.properties              what the cluster is started with
 *     class-path/config.properties  leads the service's runtime library to the next file
 *     application_properties.json   the property groups
 *     versions.json                 what it runs and has run, and so can go back to
 *     versions/&lt;number&gt;/checkpoints/&lt;job id&gt;/  of this run, and of the former one until this one has its own
 *     versions/&lt;number&gt;/savepoints/            what the last stop of that version left
 *     snapshots/                    what somebody asked for, each by its name
 *     check/                        empty but while an update is looked at
 *     port                          the web UI's, to have the same one again
 *     flink.log, process.log        Flink's and the job's log; their standard output
 *     upload/, tmp/                 emptied at each start
 * </pre>
 *
 * <p>A process is a child that ends when its standard input does: whatever kills the one that runs the stage ends them
 * all. What a kill leaves behind is enough to resume: records are on disk before they are acknowledged, and an
 * application restores its newest complete checkpoint or savepoint.
 */
@NullMarked
package io.millrace.local.runtime;

import org.jspecify.annotations.NullMarked;

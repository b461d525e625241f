package io.millrace.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;

/**
 * Checks before a deploy whether a jar can restore a snapshot of another version of itself. The property groups on the
 * class path select the job, which is not executed.
 *
 * <ul>
 *   <li>{@code operators JAR} prints the job's operators, to be kept beside its snapshots.
 *   <li>{@code check JAR SNAPSHOT OPERATORS [TRIAL]} prints a sentence for each loss: operators that the job no longer
 *       has and, given a snapshot of a trial run, states that it no longer has or can no longer read. OPERATORS is the
 *       output of {@code operators} of the version that took SNAPSHOT.
 * </ul>
 *
 * <p>Exit code 0: nothing would be lost; 1: something would; 2: the arguments are wrong.
 */
public final class StateCompatibility {
    private static final String USAGE = "usage: operators JAR | check JAR SNAPSHOT OPERATORS [TRIAL_SNAPSHOT]";

    private StateCompatibility() {}

    /**
     * Runs one of the two commands.
     *
     * @param args see above
     */
    public static void main(String[] args) throws IOException, ProgramInvocationException {
        boolean operators = args.length == 2 && args[0].equals("operators");
        boolean check = (args.length == 4 || args.length == 5) && args[0].equals("check");
        if (!operators && !check) {
            System.err.println(USAGE);
            System.exit(2);
        }
        // standard output is for the answer alone, whatever the job and its libraries print
        PrintStream answer = System.out;
        System.setOut(System.err);
        Configuration configuration = ClusterConfiguration.of(new Properties());
        List<String> lines;
        try (PackagedProgram program = PackagedProgram.newBuilder()
                .setJarFile(Path.of(args[1]).toFile())
                .setConfiguration(configuration)
                .build()) {
            JobOperators job = JobOperators.of(program, configuration);
            lines = operators ? job.lines() : losses(args, job, program.getUserCodeClassLoader());
        }
        lines.forEach(answer::println);
        // the job's main method may have started threads
        System.exit(check && !lines.isEmpty() ? 1 : 0);
    }

    private static List<String> losses(String[] args, JobOperators job, ClassLoader classes) throws IOException {
        StateChanges changes =
                new StateChanges(SnapshotStates.read(Path.of(args[2]), classes), JobOperators.read(Path.of(args[3])));
        List<String> losses = new ArrayList<>(changes.lostOperators(job));
        if (args.length == 5) {
            losses.addAll(changes.changedStates(SnapshotStates.read(Path.of(args[4]), classes)));
        }
        return losses;
    }
}

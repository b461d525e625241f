package io.millrace.integration.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.cluster.ClusterConfiguration;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.taskmanager.Task;

/**
 * A Flink process that fails on command: {@code fail-task N} interrupts the thread of a running task, {@code
 * lose-task-manager N} ends a TaskManager and starts another one. N, any number, chooses which.
 */
final class FaultyCluster {
    static final int TASK_MANAGERS = 2;
    private final MiniCluster cluster;
    /** The cluster numbers TaskManagers as they come, and never again. */
    private final List<Integer> alive = new ArrayList<>();

    private int started;

    private FaultyCluster(MiniCluster cluster) {
        this.cluster = cluster;
        for (; started < TASK_MANAGERS; started++) {
            alive.add(started);
        }
    }

    /** @param args the properties file that holds Flink's configuration */
    public static void main(String[] args) throws Exception {
        Configuration configuration = ClusterConfiguration.read(Path.of(args[0]));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(TASK_MANAGERS)
                .setNumSlotsPerTaskManager(configuration.get(TaskManagerOptions.NUM_TASK_SLOTS))
                .build());
        cluster.start();
        FaultyCluster faulty = new FaultyCluster(cluster);
        System.out.println("READY " + cluster.getRestAddress().get());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println("DONE " + faulty.obey(line.split(" ", 2)));
        }
        cluster.close();
        System.exit(0);
    }

    private String obey(String[] command) throws Exception {
        long choice = Long.parseLong(command[1]);
        return switch (command[0]) {
            case "fail-task" -> failTask(choice);
            case "lose-task-manager" -> loseTaskManager(choice);
            default -> throw new IllegalArgumentException("unknown command " + command[0]);
        };
    }

    private static String failTask(long choice) {
        List<Thread> tasks = Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> runsTask(thread.getValue()))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Thread::getName))
                .toList();
        Optional<Thread> task = chosen(tasks, choice);
        task.ifPresent(Thread::interrupt);
        return task.map(thread -> "failed " + thread.getName()).orElse("nothing");
    }

    /** A task also has other threads with its name, whose end would not end the task. */
    private static boolean runsTask(StackTraceElement[] stack) {
        return Stream.of(stack)
                .anyMatch(frame -> frame.getClassName().equals(Task.class.getName())
                        && frame.getMethodName().equals("run"));
    }

    private String loseTaskManager(long choice) throws Exception {
        Integer lost = chosen(alive, choice).orElseThrow();
        cluster.terminateTaskManager(lost).get();
        alive.remove(lost);
        cluster.startTaskManager();
        alive.add(started++);
        return "lost TaskManager " + lost;
    }

    private static <T> Optional<T> chosen(List<T> all, long choice) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(Math.floorMod(choice, all.size())));
    }
}

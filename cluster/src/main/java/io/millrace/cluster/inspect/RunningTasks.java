package io.millrace.cluster.inspect;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.tasks.TaskInvokable;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.taskexecutor.TaskExecutor;
import org.apache.flink.runtime.taskexecutor.slot.TaskSlotTable;
import org.apache.flink.runtime.taskmanager.Task;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.runtime.tasks.OperatorChain;
import org.apache.flink.streaming.runtime.tasks.StreamOperatorWrapper;
import org.apache.flink.streaming.runtime.tasks.StreamTask;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tasks of this process. Flink has no way to them from outside of a task, so that fields are read; they have these names in
 * every release that runs here.
 */
public final class RunningTasks {
    private static final long SECONDS = 60;

    private static volatile @Nullable MiniCluster cluster;

    private RunningTasks() {}

    /** Remembers the cluster of this process. */
    public static void of(MiniCluster started) {
        cluster = started;
    }

    /** The outputs of all operators in tasks that run. */
    static List<SubtaskOutput> outputs() throws ReflectiveOperationException, InterruptedException {
        MiniCluster running = cluster;
        List<SubtaskOutput> outputs = new ArrayList<>();
        if (running != null) {
            for (Object executor : (List<?>) read(MiniCluster.class, "taskManagers", running)) {
                for (Task task : tasks(running, (TaskExecutor) executor)) {
                    addOutputs(task, outputs);
                }
            }
        }
        return outputs;
    }

    /** The table of tasks is read in its own thread. */
    @SuppressWarnings("unchecked")
    private static List<Task> tasks(MiniCluster running, TaskExecutor executor)
            throws ReflectiveOperationException, InterruptedException {
        TaskSlotTable<Task> table = (TaskSlotTable<Task>) read(TaskExecutor.class, "taskSlotTable", executor);
        CompletableFuture<List<Task>> read = new CompletableFuture<>();
        Method runAsync = runAsync();
        try {
            Iterable<JobStatusMessage> jobs = running.listJobs().get(SECONDS, TimeUnit.SECONDS);
            runAsync.invoke(executor, (Runnable) () -> {
                List<Task> tasks = new ArrayList<>();
                for (JobStatusMessage job : jobs) {
                    Iterator<Task> ofJob = table.getTasks(job.getJobId());
                    ofJob.forEachRemaining(tasks::add);
                }
                read.complete(tasks);
            });
            return read.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new InvocationTargetException(e, "the cluster does not answer");
        }
    }

    private static void addOutputs(Task task, List<SubtaskOutput> outputs) throws ReflectiveOperationException {
        Object invokable = field(Task.class, "invokable").get(task);
        if (!(invokable instanceof StreamTask)) {
            return;
        }
        OperatorChain<?, ?> chain =
                (OperatorChain<?, ?>) field(StreamTask.class, "operatorChain").get(invokable);
        if (chain == null) {
            return; // the task is starting
        }
        int subtask = task.getExecutionId().getSubtaskIndex();
        for (StreamOperatorWrapper<?, ?> wrapper : chain.getAllOperators()) {
            StreamOperator<?> operator = wrapper.getStreamOperator();
            output(operator, chain, (TaskInvokable) invokable)
                    .ifPresent(output -> outputs.add(new SubtaskOutput(
                            operator.getOperatorID().toHexString(),
                            operator.getClass().getSimpleName(),
                            subtask,
                            output)));
        }
    }

    /** A source writes to the chain's output itself, other operators to one of their own. */
    private static Optional<Object> output(StreamOperator<?> operator, OperatorChain<?, ?> chain, TaskInvokable task)
            throws IllegalAccessException {
        boolean isSource = task.getClass().getSimpleName().equals("SourceOperatorStreamTask");
        if (isSource && operator == chain.getMainOperator()) {
            return Optional.of(chain.getMainOperatorOutput());
        }
        for (Class<?> type = operator.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == Output.class) {
                    field.setAccessible(true);
                    return Optional.ofNullable(field.get(operator));
                }
            }
        }
        return Optional.empty();
    }

    /** Of {@code RpcEndpoint}. */
    static Method runAsync() throws NoSuchMethodException {
        Method method = TaskExecutor.class.getSuperclass().getDeclaredMethod("runAsync", Runnable.class);
        method.setAccessible(true);
        return method;
    }

    private static Object read(Class<?> type, String name, Object of) throws ReflectiveOperationException {
        return field(type, name).get(of);
    }

    static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}

package io.millrace.cluster;

import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;

/**
 * Starts a Flink cluster and prints {@code READY http://127.0.0.1:PORT} as the first line of its output.
 *
 * <p>It ends when its standard input ends, and so never outlives the process that started it. A job that still runs is
 * cancelled; its checkpoints are retained.
 */
public final class ClusterMain {
    private ClusterMain() {}

    /**
     * Runs until standard input ends.
     *
     * @param args the properties file that holds Flink's configuration, key by key
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("usage: ClusterMain FLINK_PROPERTIES");
            System.exit(2);
        }
        Configuration configuration = ClusterConfiguration.read(Path.of(args[0]));
        StateSizes.follow(configuration);
        LocalCluster cluster = LocalCluster.start(configuration);
        try {
            System.out.println("READY " + cluster.restAddress());
            System.in.transferTo(OutputStream.nullOutputStream());
        } finally {
            cluster.stop();
        }
        // a job may have left threads behind
        System.exit(0);
    }
}

package io.millrace.local.process;

import java.io.OutputStream;
import java.util.TreeSet;

/** A process that keeps, or breaks, what {@link ChildProcess} expects of one. */
final class SpecimenServer {
    private SpecimenServer() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("fail")) {
            System.err.println("there is no port");
            System.exit(1);
        }
        TreeSet<String> aws = new TreeSet<>(System.getenv().keySet());
        aws.removeIf(name -> !name.startsWith("AWS_"));
        System.out.println("AWS variables: " + aws);
        if (args[0].equals("identify")) {
            System.out.println("started: " + ProcessIdentity.ofThisProcess().start());
        }
        if (args[0].equals("flood")) {
            flood();
        }
        System.out.println("READY http://127.0.0.1:1234");
        System.in.transferTo(OutputStream.nullOutputStream());
        System.out.println("ended in good order");
    }

    /** Prints 50 MB in one line, and 30 MB in many. */
    private static void flood() {
        String block = "x".repeat(1_000_000);
        for (int i = 0; i < 50; i++) {
            System.out.print(block);
        }
        System.out.println();
        String lines = ("x".repeat(99) + "\n").repeat(10_000);
        for (int i = 0; i < 30; i++) {
            System.out.print(lines);
        }
    }
}

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
        System.out.println("READY http://127.0.0.1:1234");
        System.in.transferTo(OutputStream.nullOutputStream());
        System.out.println("ended in good order");
    }
}

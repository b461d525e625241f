package io.millrace.local.junit;

/** What a stage has to say when a test fails; it rides on the test's own exception. */
final class StageReport extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StageReport(String report) {
        super("the stage, at that time:\n" + report, null, false, false);
    }
}

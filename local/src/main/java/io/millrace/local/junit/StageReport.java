package io.millrace.local.junit;

/** The state of a stage when a test failed; a suppressed exception of the test's own. */
final class StageReport extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StageReport(String report) {
        super("the stage at that time:\n" + report, null, false, false);
    }
}

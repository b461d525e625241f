package io.millrace.benchmarks.booking;

import org.jspecify.annotations.Nullable;

/** The types of records that any rule is about, in the order in which those of one millisecond are processed. */
enum StepKind {
    CREATED(0),
    CANCELLED(1),
    CONFIRMED(2),
    PAYMENT_FAILED(3),
    PAYMENT_SUCCEEDED(4);

    private static final StepKind[] BY_CODE = values();

    private final int code;

    StepKind(int code) {
        this.code = code;
    }

    /** What is written instead of the name. */
    int code() {
        return code;
    }

    static StepKind of(int code) {
        return BY_CODE[code];
    }

    /** The kind of a record's type, or null if no rule is about it. */
    static @Nullable StepKind of(String type) {
        return switch (type) {
            case "CANCELLED" -> CANCELLED;
            case "CONFIRMED" -> CONFIRMED;
            case "PAYMENT_FAILED" -> PAYMENT_FAILED;
            case "PAYMENT_SUCCEEDED" -> PAYMENT_SUCCEEDED;
            default -> null;
        };
    }
}

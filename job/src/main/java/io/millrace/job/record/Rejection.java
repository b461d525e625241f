package io.millrace.job.record;

/** Why a record is turned away. The code is a metric's name and part of the output's contract: never rename one. */
public enum Rejection {
    /** The bytes are not one JSON text. */
    NOT_JSON,
    /** JSON, but not an object with the fields that its type takes. */
    WRONG_SHAPE,
    /** An event of a type that the input does not take. */
    UNKNOWN_TYPE,
    /** A number that its field cannot have. */
    OUT_OF_RANGE,
    /** Event time has passed the point up to which the event would have counted. */
    LATE,
    /** A lottery starts once. */
    ALREADY_STARTED,
    /** Coupons are bought one at least. */
    NOT_POSITIVE,
    /** A click counts only while its lottery runs. */
    INACTIVE_LOTTERY,
    /** A click costs a coupon. */
    NO_COUPON
}

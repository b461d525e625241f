package io.millrace.job.record;

/** Why a record is rejected. The codes are names of metrics and part of the output's format: never rename one. */
public enum Rejection {
    /** The bytes are not one JSON text. */
    NOT_JSON,
    /** JSON, but not an object with the required fields. */
    WRONG_SHAPE,
    /** An event of a type that the input does not accept. */
    UNKNOWN_TYPE,
    /** A value outside the range of its field. */
    OUT_OF_RANGE,
    /** Event time has passed the last moment at which the event would have counted. */
    LATE,
    /** A second start of the same lottery. */
    ALREADY_STARTED,
    /** A purchase of less than one coupon. */
    NOT_POSITIVE,
    /** A click on a lottery that is not running. */
    INACTIVE_LOTTERY,
    /** A click without a coupon. */
    NO_COUPON
}

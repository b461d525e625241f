package io.millrace.lifecycle;

/** How the function is called in a minute of a model. */
enum Call {
    ONCE,
    LOST,
    TWICE,
    THROTTLED,
    ACTION_THROTTLED,
    STALE
}

package io.millrace.infra;

/** How the applications of an environment are spread over stacks. The streams always have a stack of their own. */
enum Layout {
    /** A stack for each job, so that each is deployed, rolled back and removed alone. */
    STACK_PER_JOB,
    /**
     * One stack for all jobs, which share the functions and roles that deploy a jar and operate a job. A job whose deployment
     * fails takes the others with it. An environment that exists keeps its layout: another one deletes its applications.
     */
    ONE_STACK
}

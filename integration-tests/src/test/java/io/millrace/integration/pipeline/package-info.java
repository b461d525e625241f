/** The scripts of {@code deploy} and the GitLab jobs, against fakes of the programs that they call. */
package io.millrace.integration.pipeline;

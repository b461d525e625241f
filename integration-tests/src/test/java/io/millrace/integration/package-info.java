/** What holds across modules: their architecture, the stage from end to end, and the adoption by another project. */
package io.millrace.integration;

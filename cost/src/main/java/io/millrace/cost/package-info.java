/**
 * What AWS charges for a stage while no record arrives, and for each unit of use: counts in templates, times the prices of a
 * dated table. Nothing here asks AWS, and nothing here knows constructs or assemblies.
 */
@NullMarked
package io.millrace.cost;

import org.jspecify.annotations.NullMarked;
